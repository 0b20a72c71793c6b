"""An edit changes the innermost functions around it, or something that is outside of all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.defects.changed_functions import changed_functions

_SOURCE = """
LIMIT = 3

class Orders:
    size: int = 4

    def cancel(self, times: int = 5) -> int:
        if times:
            def inner() -> int:
                return 6
            return inner()
        return 7

    @property
    def paid(self) -> int:
        return 8

def add():
    pick = lambda: 9
    return pick()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bookstore" / "orders").mkdir(parents=True)
    (tmp_path / "bookstore" / "orders" / "a.py").write_text(_SOURCE, "utf-8")
    (tmp_path / "bookstore" / "orders" / "a.sql").write_text("SELECT 1", "utf-8")
    return tmp_path


def _changed(project: Path, *edits: Edit) -> set[str] | None:
    defect = Defect(
        name="orders/one", title="A title", point="checkout -> orders", kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",), edits=edits,
    )  # fmt: skip
    found = changed_functions(defect, project)
    return None if found is None else {each.name for each in found}


def _edit(replace: str, by: str = "0", file: str = "orders/a.py") -> Edit:
    return Edit(file=file, replace=replace, by=by)


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("return 6", {"Orders.cancel.<locals>.inner"}),
        ("return 7", {"Orders.cancel"}),
        ("return 8", {"Orders.paid"}),
        ("lambda: 9", {"add"}),
        ("return 6\n            return inner()", {"Orders.cancel", "Orders.cancel.<locals>.inner"}),
    ],
)
def test_a_body_is_that_of_the_innermost_function(project: Path, text: str, functions: set[str]) -> None:
    assert _changed(project, _edit(text)) == functions


@pytest.mark.parametrize(
    "text", ["LIMIT = 3", "size: int = 4", "times: int = 5", "    @property\n", "return 7\n\n    @property"]
)
def test_what_is_outside_of_every_body_may_be_used_anywhere(project: Path, text: str) -> None:
    assert _changed(project, _edit(text)) is None


def test_of_another_language_no_function_is_known(project: Path) -> None:
    assert _changed(project, _edit("SELECT 1", file="orders/a.sql")) is None


def test_a_later_edit_fits_what_an_earlier_one_has_left(project: Path) -> None:
    edits = (_edit("return 8", "return 7 + 1"), _edit("return 7 + 1", "return 10"))
    assert _changed(project, *edits) == {"Orders.paid"}
