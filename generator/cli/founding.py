"""`zhangbang init`: a new site that uses this program, without a fork."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.options import LANG, or_refused
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, Text

T = TypeVar("T")

LANGUAGES: Mapping[str, tuple[Lang, ...]] = {"zh,en": ("zh", "en"), "zh": ("zh",)}
QUESTIONS: Mapping[str, Text] = {
    "region": Text(
        zh="地区（编号或名称；新的写成 编号=中文名/英文名/上级编号）",
        en="Region (id or name; a new one as id=Chinese/English/parent)",
    ),
    "languages": Text(zh="网页的语言", en="Languages of the pages"),
    "name": Text(zh="网站的中文名称", en="The site's name in Chinese"),
    "name_en": Text(zh="网站的英文名称", en="The site's name in English"),
    "repository": Text(zh="代码仓库的网址（还没有就留空）", en="The repository's address (empty if there is none yet)"),
    "url": Text(zh="网站的网址", en="The site's address"),
}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="网站的中文名称 / the site's name in Chinese.")
@click.option("--name-en", help="网站的英文名称 / the site's name in English.")
@click.option(
    "--region", help="地区的编号或名称，或新的 id=中文/English/parent / the region's id or name, or a new one."
)
@click.option("--languages", type=click.Choice(list(LANGUAGES)), help="网页的语言 / languages of the pages.")
@click.option("--repository", help="代码仓库的网址 / the repository's address.")
@click.option("--url", help="网站的网址 / the site's address.")
@click.option("--yes", is_flag=True, help="没写的都用默认，不询问 / take defaults for the rest and ask nothing.")
@click.option(
    "--update",
    is_flag=True,
    help="升级之后：更新 schemas/ 和议题表单 / after an upgrade: renew schemas/ and issue forms.",
)
@LANG
def init(
    folder: Path,
    lang: Lang,
    name: str | None,
    name_en: str | None,
    region: str | None,
    languages: str | None,
    repository: str | None,
    url: str | None,
    yes: bool,
    update: bool,
) -> None:
    """在空文件夹里建一个新网站，不用复制本程序。Make a new site in an empty folder, without a fork."""
    if update:
        _update(folder)
        return
    from generator import founding as new
    from generator.writer import add, is_unfinished

    is_begun = or_refused(lambda: is_unfinished(folder))
    if not is_begun:
        _need_empty(folder)
    asked = _Asked(lang, yes)
    place = asked.one("region", region, "cn", new.region_of)
    chosen = asked.one("languages", languages, "zh,en", _languages_of)
    likely = new.likely_name(place)
    zh = asked.one("name", name, likely.zh, _name_of)
    en = asked.one("name_en", name_en, likely.en or zh, _name_of) if "en" in chosen else None
    kept = asked.one("repository", repository, "", new.repository_of)
    address = asked.one("url", url, new.likely_address(kept), new.address_of)
    founding = new.Founding(Text(zh=zh, en=en), place, chosen, kept, address)
    site = tuple(new.compile_new(founding))
    if is_begun:
        _need_alike(folder, site)
    or_refused(lambda: add(folder, site, is_anew=True))
    click.echo(say(_done(folder, len(site)), lang))


class _Asked:
    """Asks for what no option gave; what an option gave wrongly is wrong use, what is typed wrongly is asked again."""

    def __init__(self, lang: Lang, is_quiet: bool) -> None:
        self.lang = lang
        self.is_quiet = is_quiet

    def one(self, key: str, given: str | None, default: str, read: Callable[[str], T | Text]) -> T:
        if given is not None or self.is_quiet:
            found = read((given if given is not None else default).strip())
            if isinstance(found, Text):
                raise click.UsageError(f"--{key.replace('_', '-')}: {found.zh}\n{found.en}")
            return found
        while True:
            found = read(click.prompt(say(QUESTIONS[key], self.lang), default=default).strip())
            if not isinstance(found, Text):
                return found
            click.echo(say(found, self.lang), err=True)


def _languages_of(said: str) -> tuple[Lang, ...] | Text:
    found = LANGUAGES.get(said.replace(" ", "").replace("，", ","))
    return found or Text(zh="写 zh,en 或 zh。", en="Write zh,en or zh.")


def _name_of(said: str) -> str | Text:
    from generator.founding import wrong_name

    return wrong_name(said) or said


def _need_empty(folder: Path) -> None:
    from generator.founding import in_the_way

    found = or_refused(lambda: in_the_way(folder))
    if found:
        listed = _listed(found)
        raise click.UsageError(
            f"{click.format_filename(folder)} 不是空文件夹，什么也没有写入；里面有：{listed}\n"
            f"{click.format_filename(folder)} is not empty, and nothing was written; it holds: {listed}"
        )


def _need_alike(folder: Path, site: Sequence[Artifact]) -> None:
    """Refuses a folder that holds something else than an earlier run would have put there with the same answers."""
    from generator.founding import unlike

    found = or_refused(lambda: unlike(folder, site))
    if found:
        listed = _listed(found)
        raise click.UsageError(
            f"{click.format_filename(folder)} 里有上次没有写完的网站，与这次的回答不同：{listed}；"
            "用同样的回答再运行，或清空文件夹\n"
            f"{click.format_filename(folder)} holds a site that an earlier run did not finish, and which is not what "
            f"was answered now: {listed}; run again with the same answers, or empty the folder"
        )


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:10]) + (" …" if len(names) > 10 else "")


def _update(folder: Path) -> None:
    from generator.founding import compile_renewed
    from generator.writer import refresh

    if not (folder / "site_config" / "site.yml").is_file():
        raise click.UsageError(
            f"{click.format_filename(folder)} 里没有 site_config/site.yml，不是网站的文件夹 / "
            "is no site's folder: it has no site_config/site.yml"
        )
    for path in or_refused(lambda: refresh(folder, compile_renewed(folder))):
        click.echo(f"✓ {path}")


def _done(folder: Path, files: int) -> Text:
    is_here = folder.resolve() == Path.cwd()
    steps = "\n    make site" if is_here else f"\n    cd {shlex.quote(click.format_filename(folder))}\n    make site"
    return Text(
        zh=f"✓ {click.format_filename(folder)}：{files} 个文件。接下来：{steps}",
        en=f"✓ {click.format_filename(folder)}: {files} files. Next:{steps}",
    )
