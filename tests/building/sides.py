"""A project whose every build has another site to make than the last one."""

from __future__ import annotations

from pathlib import Path

from building.edits import edit
from building.projects import Project, Tree, difference, is_clean, tree_of
from generator import writer


class Sides:
    """A project whose every build has another site to make than the last one: two, in turn."""

    def __init__(self, project: Project) -> None:
        self.project = project
        edit(project, words="甲")
        self.there = self._made()
        edit(project, words="乙")
        self.here = self._made()

    def _made(self) -> tuple[dict[Path, bytes], Tree]:
        """The records, and the site that they give from nothing."""
        site = self.project.build_afresh()
        assert site is not None
        return {path: path.read_bytes() for path in self.project.records()}, site

    def turn(self) -> None:
        """The records are those of the other side."""
        self.here, self.there = self.there, self.here
        for path, data in self.here[0].items():
            path.write_bytes(data)

    def hold(self, told: str) -> None:
        """The site is that of one side, whole, and the next build gives that of these records and leaves nothing."""
        site = self.project.site
        now = tree_of(site if site.exists() else writer.aside_of(site))
        assert not difference(now, self.here[1]) or not difference(now, self.there[1]), f"mixed: {told}"
        assert difference(self.project.build(), self.here[1]) == [], told
        assert is_clean(self.project), told
