"""The guest room: the one module that knows MkDocs.

MkDocs renders the prose pages' Markdown and, through Material, one empty page for each depth of folders. Those are
captured as shells; every page, prose too, is then poured into them by us, written to a staging folder and swapped in.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import unquote

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler, write_file

from generator import writer
from generator.building import leaked, write_site
from generator.cluster import WorkStopped
from generator.content import printable
from generator.dates import start_of, today_from_clock
from generator.exports.blocks import PARTS
from generator.guest import PROSE, BuildRefused, Guest, Prose, lost_links
from generator.hosts import Host, Unusable, host_of
from generator.imagetext import image_size
from generator.model.parts import LANGS, Lang
from generator.parallel import HERE, Workers, workers
from generator.pipeline import SETTINGS_FOLDER, Checked, check, files_with_errors
from generator.problems import Place, Problem
from generator.render.allowed import allowed
from generator.render.frame import frame_of
from generator.render.pages import site_of
from generator.render.shell import CONTENT_SECURITY_POLICY, FRAME, SERVING_POLICY, Shell, capture
from generator.report import as_text, summary
from generator.siteaddress import address_problems
from generator.unseen import written_out

log = logging.getLogger("mkdocs.plugins.zhangbang")

SHELLS = {0: "zb-shell.md", 1: "zh/zb-shell.md", 2: "zh/zb-shell/zb-shell.md"}
SHEETS = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
"""The theme's style sheets, of which pages get what they need."""

THEME = Path(__file__).parent / "theme" / "material"
PAGES = Path(__file__).parent / "pages"
"""The prose that comes with the program: a site's own page of the same path takes its place."""

ADDRESS = "SITE_URL"
"""What of the environment names the site's address."""

_PICTURE = re.compile(r'(<img(?![^<>]* width=)[^<>]* src="([^":]+)")([^<>]*>)')
"""A picture beside the prose whose size is not said."""

UNNAMED = "mkdocs.yml 的 plugins 里没有 zhangbang，请加上 / does not name the plugin zhangbang; add it to plugins"
KNOWN_MARKDOWN = frozenset({"toc", "tables", "fenced_code", "admonition", "attr_list"})
"""Extensions of Markdown that read no other file than the page."""


class ZhangbangConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say of the plugin."""

    as_of = config_options.Optional(config_options.Type(str))
    keep_going = config_options.Type(bool, default=False)


class Visit(NamedTuple):
    """A run of MkDocs for what it gives alone: no record is read, and no site is written."""

    languages: tuple[Lang, ...]
    site_dir: str
    """Where the site would be written, from the project's folder."""
    left_out: frozenset[str]
    """The files that MkDocs must not publish, by their paths from the project's folder."""


class ZhangbangPlugin(BasePlugin[ZhangbangConfig]):  # type: ignore[no-untyped-call]
    """Turns an MkDocs build into a build of the site."""

    def __init__(self) -> None:
        self.shells: dict[int, Shell] = {}
        self.prose: list[Prose] = []
        self.visit: Visit | None = None
        self.guest: Guest | None = None
        self.checked: Checked | None = None
        self.site_dir = Path()
        self.serving = False
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Notes whether MkDocs serves: then faulty records are left out and MkDocs' own folder is written."""
        del dirty
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks the records and turns the output to the staging folder."""
        self.shells, self.prose = {}, []
        config.theme.dirs.insert(0, str(THEME))
        config.theme.static_templates = set()
        if self.visit is None:
            self._begin(config)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Checks the records, and prepares the folder to which the site is written."""
        logging.getLogger("mkdocs").addHandler(self.warnings)
        logging.getLogger("mkdocs.commands.build").addFilter(_is_news)
        root = root_of(config)
        wrong = tuple(address_problems(config.site_url or "", Place("mkdocs.yml")))
        if wrong and not self.serving:
            raise PluginError("".join(as_text(wrong, lang) for lang in LANGS))
        with _stopping(), self._crew() as crew:
            self.checked = check(root, crew)
        if self.checked.problems:
            log.log(self._severity(), "%s", "\n" + as_text(self.checked.problems, "zh"))
        if self.checked.settings is None or (self.checked.has_errors and not self._keeps_going()):
            raise PluginError(summary(self.checked.problems, self.checked.total, "zh"))
        if not self.serving:
            self.site_dir = _own_folder(Path(config.site_dir), root)
            with _refusing():
                config.site_dir = str(writer.prepare(self.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the empty pages that become shells, and leaves out the theme's files, and faulty ones."""
        left_out = frozenset(root_of(config) / file for file in self._left_out())
        for file in list(files):
            is_unused = file.src_dir in config.theme.dirs or self._is_in_no_language(file)
            is_unused = is_unused or printable(file.src_uri) != file.src_uri
            if is_unused or Path(file.abs_src_path or "") in left_out:
                files.remove(file)
        for file in _packaged(config):
            if file.src_uri not in files.src_uris and not self._is_in_no_language(file):
                files.append(file)
        for source in SHELLS.values():
            files.append(File.generated(config, source, content="# Shell\n"))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Empties the navigation: ours comes from the records."""
        del config, files
        nav.items.clear()
        return nav

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Keeps a prose page's content to pour it with the others."""
        del files
        source = page.file.src_uri
        lang = source.partition("/")[0]
        if lang in LANGS and source not in SHELLS.values():
            path = page.file.dest_uri
            folders = (Path(config.docs_dir, source).parent, Path(PAGES, source).parent)
            fit = html if page.file.src_dir == str(PAGES) else _fit(source, html)
            self.prose.append(Prose(lang, path, str(page.title), sized(fit, folders), _prose_source(config, path)))
        return html

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Captures shells; nothing that MkDocs rendered is written."""
        del config
        for depth, source in SHELLS.items():
            if page.file.src_uri == source:
                self.shells[depth] = capture(output)
        return ""

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Compiles and writes the site, and swaps it in; where nothing else was asked for, keeps what MkDocs gives."""
        self._frame(config)
        if self.visit is not None:
            self.guest = self._guest(config, _files_in(Path(config.site_dir)))
            return
        if self.checked is None or self.checked.settings is None:
            raise PluginError("on_config did not run")
        guest = self._guest(config, {})
        site = site_of(
            self.checked.catalog,
            self.checked.settings,
            start_of(self._as_of()),
            guest.url,
            guest.repository,
            SERVING_POLICY if self.serving else CONTENT_SECURITY_POLICY,
            guest.host,
        )
        for path, link in lost_links(site, guest):
            log.warning("%s: %s 没有这条记录 / leads to no record", path, link)
        with _stopping(), self._crew() as crew:
            written = write_site(site, guest, Path(config.site_dir), crew)
            writer.keep_aside(Path(config.site_dir), PARTS, None)
        if written.leaks:
            self._refuse(written.leaks)
        if config.strict and self.warnings.get_counts():
            return  # MkDocs will stop; the old site stays
        if not self.serving:
            writer.swap(self.site_dir)
        log.info("%d files from %d records", written.files, self.checked.total)

    def _frame(self, config: MkDocsConfig) -> None:
        """Writes what pages need of the theme's style sheets, and leads the shells there."""
        pages = [*("".join(shell.pieces) for shell in self.shells.values()), *(prose.html for prose in self.prose)]
        path, data = frame_of(_sheets(config), pages)
        write_file(data, str(Path(config.site_dir, path)))
        for depth, shell in self.shells.items():
            self.shells[depth] = shell.filled({FRAME: Shell(("../" * depth + path,))})

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Rebuilds when a record or a setting changes."""
        del builder
        for folder in ("content", SETTINGS_FOLDER):
            server.watch(str(root_of(config) / folder))
        return server

    def _refuse(self, leaks: Sequence[Problem]) -> None:
        """Personal data in the pages stops any build, whatever was asked for; while serving it is only told."""
        told = leaked(leaks)
        if not self.serving:
            writer.mend(self.site_dir)
            raise PluginError(told)

    def _guest(self, config: MkDocsConfig, files: Mapping[str, bytes]) -> Guest:
        """What MkDocs gave to this run."""
        repository = str(config.extra.get("repository") or "")
        prose = tuple(sorted(self.prose))
        return Guest(
            self.shells,
            prose,
            files,
            config.site_url or "",
            repository,
            _host(config),
            config.strict,
            self.visit.site_dir if self.visit else "",
            self.config.as_of,
            self.config.keep_going,
            _is_plain(config),
        )

    def _is_in_no_language(self, file: File) -> bool:
        """Whether a file of prose is in a language of which the site has no pages."""
        lang = file.src_uri.partition("/")[0]
        return lang in LANGS and lang not in self._languages()

    def _languages(self) -> Sequence[Lang]:
        """The languages of the site's pages; all where that cannot be told."""
        if self.visit is not None:
            return self.visit.languages
        settings = self.checked.settings if self.checked else None
        return settings.site.languages if settings else LANGS

    def _left_out(self) -> frozenset[str]:
        """The files that a build which keeps going leaves out: MkDocs would publish them as they are."""
        if self.visit is not None:
            return self.visit.left_out
        return files_with_errors(self.checked.problems if self.checked else ())

    def _as_of(self) -> date:
        written = date.fromisoformat(self.config.as_of) if self.config.as_of else None
        return written or today_from_clock()

    def _crew(self) -> Workers:
        """Who does the work: while serving this process alone, which holds what the next build begins with."""
        return HERE if self.serving else workers()

    def _keeps_going(self) -> bool:
        return self.serving or self.config.keep_going

    def _severity(self) -> int:
        """Problems that stop nothing are information, so that `mkdocs build --strict` counts only real warnings."""
        found = self.checked
        return logging.WARNING if found is not None and found.has_errors else logging.INFO


def _fit(source: str, html: str) -> str:
    """A page of the project's own prose with only what any page may hold; what is left out is told."""
    found = allowed(html)
    for refused in found.refused:
        told = written_out(refused)
        log.warning("%s: 文章里不许有 %s，去掉了 / %s may not stand in prose and was left out", source, told, told)
    return found.html


def _sheets(config: MkDocsConfig) -> Iterator[str]:
    """The theme's style sheets, in the order in which they count."""
    for pattern in SHEETS:
        found = next(path for folder in config.theme.dirs for path in sorted(Path(folder).glob(pattern)))
        yield found.read_text("utf-8")


def _files_in(folder: Path) -> Mapping[str, bytes]:
    """Every file below the folder, by its path from there, in a fixed order."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _is_plain(config: MkDocsConfig) -> bool:
    """Whether MkDocs makes its pages of the project's own prose and of this program alone."""
    root = root_of(config)
    return (
        all(isinstance(held, ZhangbangPlugin) for held in config.plugins.values())
        and not config.hooks
        and not config.theme.custom_dir
        and config.theme.name == "material"
        and set(config.markdown_extensions) <= KNOWN_MARKDOWN
        and Path(config.docs_dir) == root / PROSE
        and "INHERIT:" not in (root / "mkdocs.yml").read_text("utf-8", "replace")
    )


@contextmanager
def _stopping() -> Iterator[None]:
    """Shared work that cannot go on stops the build, with what to do about it."""
    try:
        yield
    except WorkStopped as stopped:
        raise PluginError(f"{stopped}\n") from stopped


@contextmanager
def _refusing() -> Iterator[None]:
    """A folder that the site must not be written to stops the build."""
    try:
        yield
    except writer.WriteRefused as refused:
        raise PluginError(f"{refused}\n") from refused


def _own_folder(site: Path, root: Path) -> Path:
    with _refusing():
        return writer.resolved(site, root)


def _packaged(config: MkDocsConfig) -> Iterator[File]:
    """The program's own prose and the pictures beside it, as files of the site."""
    for path in sorted(path for lang in LANGS for path in (PAGES / lang).rglob("*") if path.is_file()):
        yield File(path.relative_to(PAGES).as_posix(), str(PAGES), config.site_dir, config.use_directory_urls)


def _is_news(entry: logging.LogRecord) -> bool:
    """Whether MkDocs says something new: that we write its pages ourselves is not."""
    return not str(entry.msg).startswith("Page skipped")


def root_of(config: MkDocsConfig) -> Path:
    """The project's folder: where mkdocs.yml lies."""
    return Path(config.config_file_path).parent


def _prose_source(config: MkDocsConfig, path: str) -> str:
    """The file of a prose page by its path from the project's folder; nothing where it comes from elsewhere."""
    file, root = Path(config.docs_dir, path).with_suffix(".md"), root_of(config)
    return file.relative_to(root).as_posix() if file.is_file() and file.is_relative_to(root) else ""


def _host(config: MkDocsConfig) -> Host | None:
    """Where the repository is edited, as mkdocs.yml says; what it says wrongly is told, and there are no such links."""
    keys = ("repository", "branch", "repository_host")
    found = host_of(*(str(config.extra.get(key) or "") for key in keys))
    if isinstance(found, Unusable):
        told = (found.key, found.value, found.why.zh, found.key, found.value, found.why.en)
        log.warning("mkdocs.yml %s “%s” 不能用：%s\nmkdocs.yml %s: “%s” cannot be used. %s", *told)
        return None
    return found


def sized(html: str, folders: Sequence[Path]) -> str:
    """The page with the sizes of pictures that lie in one of the folders: each has its place before it comes."""

    def with_size(tag: re.Match[str]) -> str:
        file = next((path for folder in folders if (path := folder / unquote(tag[2])).is_file()), None)
        size = image_size(file.read_bytes()) if file else None
        return f'{tag[1]} width="{size[0]}" height="{size[1]}"{tag[3]}' if size else tag[0]

    return _PICTURE.sub(with_size, html)


def written_address(root: Path) -> tuple[str, Place]:
    """The address at which the site will stand, and where that is written: in the environment or in mkdocs.yml."""
    file = root / "mkdocs.yml"
    config = MkDocsConfig(str(file))
    with file.open("rb") as written:
        config.load_file(written)
    address = str(config.data.get("site_url") or "")
    if ADDRESS in os.environ and os.environ[ADDRESS].strip() == address.strip():
        return address, Place(ADDRESS)
    lines = file.read_text("utf-8", "replace").splitlines()
    line = next((i for i, text in enumerate(lines, 1) if text.startswith("site_url:")), 0)
    return address, Place(file.name, line, 1 if line else 0)


def guest_of(root: Path, languages: Sequence[Lang], left_out: frozenset[str] = frozenset()) -> Guest:
    """What MkDocs gives to the site of the project, without a look at its records; BuildRefused where it stops.

    `left_out` are the files that MkDocs must not publish, by their paths from the project's folder.
    """
    told = CountHandler()
    told.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(told)
    try:
        guest = _visited(root, languages, left_out)
    finally:
        logging.getLogger("mkdocs").removeHandler(told)
    return guest._replace(is_plain=guest.is_plain and not told.get_counts())


def _visited(root: Path, languages: Sequence[Lang], left_out: frozenset[str]) -> Guest:
    config = _loaded(root)
    plugin = next((held for held in config.plugins.values() if isinstance(held, ZhangbangPlugin)), None)
    if plugin is None:
        raise BuildRefused(UNNAMED)
    site_dir = os.path.relpath(config.site_dir, root_of(config))
    plugin.visit, plugin.guest = Visit(tuple(languages), site_dir, left_out), None
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with TemporaryDirectory(prefix="zhangbang-") as folder, _quiet_build():
            config.site_dir = folder
            mkdocs_build.build(config)
    except (Abort, BuildError) as stopped:
        raise BuildRefused(str(stopped)) from stopped
    finally:
        config.plugins.on_shutdown()
        plugin.visit = None  # MkDocs keeps the plugin for the next configuration that it loads
    if plugin.guest is None:
        raise BuildRefused("on_post_build did not run")
    return plugin.guest


def _loaded(root: Path) -> MkDocsConfig:
    try:
        return load_config(str(root / "mkdocs.yml"))
    except (Abort, ConfigurationError) as stopped:
        raise BuildRefused(str(stopped)) from stopped


@contextmanager
def _quiet_build() -> Iterator[None]:
    """MkDocs does not say into which folder it builds: it is gone at once."""
    told = logging.getLogger("mkdocs.commands.build")
    level = told.level
    told.setLevel(logging.WARNING)
    try:
        yield
    finally:
        told.setLevel(level)
