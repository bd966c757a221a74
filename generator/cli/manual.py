"""The commands as pages of the site: made from what each command says of itself, so that it is said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from generator.cli.uses import PARTS, Part, Use
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


TITLE = _text("全部命令", "All commands")
LEAD = _text(
    "每个命令做什么、有哪些选项，都在这里，与 `zhangbang 命令 --help` 说的一样。命令在网站的文件夹里运行，"
    "也可以写成 `python -m generator 命令`。怎样配合着用，见[使用指南](help.md)。",
    "What each command does, with every option, as `zhangbang COMMAND --help` says it too. Commands are run in the "
    "site's folder; `python -m generator COMMAND` does the same. For how they work together, see [Help](help.md).",
)
CODES = _text(
    "**退出码**：0 正常；1 有问题；2 用法不对，例如没有这个命令、选项或文件，或选项互相矛盾。每个问题都有固定的代码，"
    "见[问题代码](site:zh/problems.html)。",
    "**Exit codes**: 0 is fine; 1 means problems; 2 means wrong use, such as a command, option or file that is not "
    "there, or options that contradict each other. Every problem has a fixed code: see "
    "[problem codes](site:en/problems.html).",
)
ONE = _text("退出码 1：{}。", "Exit code 1: {}.")
COMMON = _text("几个命令都有的选项", "Options that several commands share")
KIND = _text(
    f"`KIND` 是记录的类别：{'、'.join(f'`{kind}`（{cls.label.zh}）' for kind, cls in KINDS.items())}。",
    f"`KIND` is a kind of record: {', '.join(f'`{kind}`' for kind in KINDS)}.",
)
SHARED = ("--root", "--lang", "--as-of")
_CJK = re.compile(r"[\u3000-\u303f\u4e00-\u9fff]")
_HALVES = re.compile(r"(.*[。）])\s*([^。\u4e00-\u9fff]+)\Z")
_BEHIND = re.compile(r" \(([\w./ …-]+)\)\.?\Z")
"""What an option's help names in brackets at its end: what stands where nothing is given."""


def commands_of(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{before}{name}", command


def options_of(command: click.Command) -> dict[str, click.Option]:
    """A command's options by their long names."""
    return {max(one.opts, key=len): one for one in command.params if isinstance(one, click.Option)}


def purpose_of(command: click.Command) -> Text:
    """What the command is for, in one sentence, from the first line of its help."""
    halves = _HALVES.match((command.help or "").partition("\n")[0])
    assert halves, f"{command.name}: the help is written 中文。English."
    return Text(zh=halves[1], en=halves[2])


def remarks_of(command: click.Command) -> Text:
    """What its help says beyond the first line: lines in Chinese, lines in English."""
    lines = [line.strip() for line in (command.help or "").splitlines()[1:] if line.strip()]
    return Text(
        zh="".join(line for line in lines if _CJK.search(line)),
        en=" ".join(line for line in lines if not _CJK.search(line)),
    )


def told(option: click.Option) -> Text:
    """What an option does, from its help, written 中文 / English."""
    zh, sign, en = (option.help or "").partition(" / ")
    assert sign, f"{option.name}: the help is written 中文 / English."
    return Text(zh=zh, en=_BEHIND.sub("", en).removesuffix("."))


def page(main: click.Group, lang: Lang) -> str:
    """The page of all commands, as Markdown."""
    known = dict(commands_of(main))
    parts = (_part(part, known, lang) for part in PARTS)
    heads = (f"# {say(TITLE, lang)}", say(LEAD, lang), _index(known, lang), say(CODES, lang), _shared(known, lang))
    return "\n\n".join((*heads, *parts)) + "\n"


def _index(known: Mapping[str, click.Command], lang: Lang) -> str:
    """Every command with the way to it, a line for each occasion."""
    mark, sign = ("、", "：") if lang == "zh" else (", ", ": ")
    return "\n".join(
        f"- {say(part.heading, lang)}{sign}"
        + mark.join(f"[{name}](#{name.replace(' ', '-')})" for name in part.uses if name in known)
        for part in PARTS
    )


def _shared(known: Mapping[str, click.Command], lang: Lang) -> str:
    options = {name: one for command in known.values() for name, one in options_of(command).items() if name in SHARED}
    return "\n\n".join((f"## {say(COMMON, lang)}", _listed((options[name] for name in SHARED), lang), say(KIND, lang)))


def _part(part: Part, known: Mapping[str, click.Command], lang: Lang) -> str:
    commands = (_command(name, known[name], use, lang) for name, use in part.uses.items() if name in known)
    return "\n\n".join((f"## {say(part.heading, lang)}", *commands))


def _command(name: str, command: click.Command, use: Use, lang: Lang) -> str:
    options = options_of(command)
    said = (
        f"### {name}",
        say(purpose_of(command), lang),
        say(remarks_of(command), lang),
        f"```sh\n{use.example}\n```",
        f"`{_usage(name, command)}`",
        _listed((one for option, one in options.items() if option not in SHARED), lang),
        _also([option for option in SHARED if option in options], lang),
        say(ONE, lang).format(say(use.one, lang)) if use.one else "",
    )
    return "\n\n".join(filter(None, said))


def _also(shared: Sequence[str], lang: Lang) -> str:
    named = [f"`{option}`" for option in shared]
    return (f"另有 {'、'.join(named)}。" if lang == "zh" else f"Also {', '.join(named)}.") if named else ""


def _usage(name: str, command: click.Command) -> str:
    arguments = [_argument(one) for one in command.params if isinstance(one, click.Argument)]
    needed = [_typed(option, one) for option, one in options_of(command).items() if one.required]
    has_more = len(needed) < len(options_of(command))
    return " ".join(("zhangbang", name, *arguments, *needed, *(["[OPTIONS]"] if has_more else [])))


def _argument(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        return _choice(argument.type.choices)
    word = argument.metavar or (argument.name or "").upper()
    return f"{word}…" if argument.nargs == -1 and not argument.metavar else word


def _listed(options: Iterable[click.Option], lang: Lang) -> str:
    """The options as a list."""
    return "\n".join(_item(option, lang) for option in options)


def _item(option: click.Option, lang: Lang) -> str:
    typed, says = _typed(max(option.opts, key=len), option), say(told(option), lang)
    default = "".join(f"（默认 `{word}`）" if lang == "zh" else f" (default `{word}`)" for word in _default(option))
    variable = f"`{option.envvar}`" if option.envvar else ""
    if lang == "zh":
        return f"- `{typed}`：{says}{default}{f'；不写就用环境变量 {variable}' if variable else ''}。"
    return f"- `{typed}`: {says}{default}{f', else the environment variable {variable}' if variable else ''}."


def _typed(name: str, option: click.Option) -> str:
    """An option as one types it."""
    return name if option.is_flag else f"{name} {_value(option)}"


def _value(option: click.Option) -> str:
    match option.type:
        case click.Choice(choices=choices):
            return _choice(choices)
        case click.Path(file_okay=False):
            return option.metavar or "DIR"
        case click.Path():
            return option.metavar or "FILE"
        case click.DateTime():
            return "YYYY-MM-DD"
        case click.types.IntParamType() | click.types.FloatParamType():
            return "N"
    return option.metavar or "TEXT"


def _choice(choices: Iterable[object]) -> str:
    """The choices as one types them; a record's kind is explained once for all."""
    words = tuple(map(str, choices))
    return "KIND" if words == tuple(KINDS) else "|".join(words)


def _default(option: click.Option) -> Iterator[str]:
    """The default where one is worth saying, as told in the help or else as the program has it."""
    behind = _BEHIND.search(option.help or "")
    if behind and behind[1] != option.envvar:
        yield behind[1]
    elif isinstance(option.default, str | int | float) and option.default and not option.is_flag:
        yield str(option.default)
