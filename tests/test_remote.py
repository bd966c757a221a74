"""A site that went to another process as bytes gives the same files there, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest
from conftest import AS_OF, assemble, publish

from generator.building import STAGES_SHARED
from generator.dates import start_of
from generator.exports import blocks
from generator.forms.files import form_files, forms_with_files
from generator.model.artifacts import Artifact, Made
from generator.model.parts import LANGS
from generator.parallel import split, workers
from generator.pipeline import check
from generator.plugin import guest_of
from generator.remote import Workshop, workshop_bytes, workshop_from, workshop_state
from generator.render.pages import plans, poured, site_of
from generator.render.shell import SERVING_POLICY

Told = list[tuple[str, str]]


def pages_of(workshop: Workshop, names: Sequence[str]) -> Told:
    """Each page of these plans with its checksum."""
    site, guest = workshop
    wanted = frozenset(names)
    chosen = (plan for plan in plans(site) if plan.name in wanted)
    return told(artifact for plan in chosen for artifact in poured(site, guest.shells, plan))


def told(artifacts: Iterator[Artifact]) -> Told:
    return [(artifact.path, sha256(artifact.data).hexdigest()) for artifact in artifacts]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    project = publish(assemble(tmp_path_factory.mktemp("remote") / "project"))
    found, guest = check(project), guest_of(project, LANGS)
    assert found.settings is not None
    day = start_of(AS_OF)
    site = site_of(found.catalog, found.settings, day, guest.url, guest.repository, SERVING_POLICY, guest.host)
    files = {form.id: form_files(site.catalog, form) for form in forms_with_files(site.catalog)}
    data = tuple(Made(f"data/{name}.csv", 12, "0" * 64, 2) for name in ("guides", "lists"))
    return Workshop(site._replace(form_files=files, made=data), guest)


def test_every_part_of_a_site_arrives(workshop: Workshop) -> None:
    there = workshop_from(workshop_bytes(workshop))
    assert there.guest == workshop.guest
    here, site = workshop.site, there.site
    for part in ("settings", "moment", "url", "repository", "policy", "host", "made"):
        assert getattr(site, part) == getattr(here, part), part
    assert dict(site.form_files.items()) == dict(here.form_files.items())
    assert list(map(repr, site.catalog.every())) == list(map(repr, here.catalog.every()))
    assert dict(site.catalog.sources.items()) == dict(here.catalog.sources.items())
    assert here.made
    assert here.form_files
    assert here.host


def test_its_bytes_are_the_same_once_it_has_arrived(workshop: Workshop) -> None:
    sent = workshop_bytes(workshop)
    assert workshop_bytes(workshop_from(sent)) == sent


def test_all_files_of_an_arrived_site_are_the_same(workshop: Workshop) -> None:
    here, there = (tuple(_all_files(one)) for one in (workshop, workshop_from(workshop_bytes(workshop))))
    assert len(here) > 100
    assert here == there


def _all_files(workshop: Workshop) -> Iterator[tuple[str, bytes]]:
    for steps in STAGES_SHARED.values():
        for step in steps(workshop):
            yield from ((file.path, b"".join(file.chunks)) for file in step.make())
    for _, make in blocks.pieces(workshop.site):
        yield from ((file.path, b"".join(file.chunks)) for file in make())


def test_another_process_makes_the_same_pages(workshop: Workshop) -> None:
    names = [plan.name for plan in plans(workshop.site)]
    here = pages_of(workshop, names)
    with workers(2, start="spawn") as crew:
        there = crew.each(pages_of, workshop_state(workshop), split(names, 2, 10))
        assert [page for share in there for page in share] == here
