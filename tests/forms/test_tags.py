"""Every blank has a name of its own that Word can hold, and the name says which field it is."""

from __future__ import annotations

from forms.filling import ROWS_FORM
from generator.forms.answers import OTHER_OPTION
from generator.forms.layout import Blank, Box
from generator.forms.tags import LENGTH_LIMIT, tag_of, tag_of_rows
from generator.model.parts import Field, Option, Text

NAME = Field(id="name", label=Text(zh="名称"), type="text")
ROWS = Field(id="projects", label=Text(zh="项目"), type="rows", columns=(NAME,))


def test_a_name_says_the_field_the_row_and_the_option() -> None:
    assert tag_of(Blank(NAME)) == "zb_name"
    assert tag_of(Blank(NAME, is_other=True)) == "zb_name__other"
    assert tag_of(Blank(NAME, ROWS, 0)) == "zb_projects_1_name"
    assert tag_of(Box(NAME)) == "zb_name"
    assert tag_of(Box(NAME, Option(id="a-b", label=Text(zh="甲")))) == "zb_name__a_b"
    assert tag_of(Box(NAME, OTHER_OPTION, ROWS, 11)) == "zb_projects_12_name__other_box"
    assert tag_of_rows(ROWS) == "zb_projects"


def test_a_long_name_is_cut_and_stays_its_own() -> None:
    long = [Field(id="x" * 40 + end, label=Text(zh="长"), type="text") for end in "ab"]
    names = [tag_of(Blank(field)) for field in long]
    assert len({*names}) == 2
    assert {len(name) for name in names} == {LENGTH_LIMIT}


def test_what_a_form_is_known_by_in_files_does_not_change() -> None:
    columns = next(field for field in ROWS_FORM.sections[0].fields if field.columns).columns
    assert [tag_of(Blank(column, ROWS, 1)) for column in columns[:2]] == ["zb_projects_2_name", "zb_projects_2_kind"]
