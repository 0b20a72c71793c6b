"""A defect is put into the code that it names, or into none."""

from pathlib import Path

import pytest

from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind, read_catalog
from environment.tools.defects.edits import EditDoesNotFit, apply

_SOURCE = """
class Orders:
    def cancel(self) -> int:
        return 1

    @property
    def paid(self) -> int:
        return 1
"""
_PROJECT = Path(__file__).parents[4]


def _defect(*edits: Edit) -> Defect:
    return Defect(
        name="orders/one", title="A title", point="checkout -> orders", kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=("checkout -> orders",), edits=edits,
    )  # fmt: skip


@pytest.fixture
def bookstore(tmp_path: Path) -> Path:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "service.py").write_text(_SOURCE, "utf-8")
    return tmp_path


def _source(bookstore: Path) -> str:
    return (bookstore / "orders" / "service.py").read_text("utf-8")


def test_only_the_function_that_is_named_is_changed(bookstore: Path) -> None:
    apply(_defect(Edit(file="orders/service.py", within="Orders.paid", replace="1", by="2")), bookstore)
    assert _source(bookstore) == _SOURCE.replace(
        "paid(self) -> int:\n        return 1", "paid(self) -> int:\n        return 2"
    )


def test_a_decorator_belongs_to_its_function(bookstore: Path) -> None:
    apply(_defect(Edit(file="orders/service.py", within="Orders.paid", replace="    @property\n")), bookstore)
    assert "@property" not in _source(bookstore)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Edit(file="orders/gone.py", replace="1", by="2"), "there is no bookstore/orders/gone.py"),
        (Edit(file="orders/service.py", replace="-> int", by=""), "is there 2 times: '-> int'"),
        (Edit(file="orders/service.py", replace="3", by="2"), "is not there: '3'"),
        (Edit(file="orders/service.py", within="Orders.pay", replace="1"), "has no Orders.pay"),
        (Edit(file="orders/service.py", within="Orders.paid", replace="1", by="1"), "changes nothing"),
        (Edit(file="orders/service.py", within="Orders.paid", replace="return 1", by="return ("), "Python"),
    ],
)  # fmt: skip
def test_an_edit_that_does_not_fit_changes_no_file(bookstore: Path, edit: Edit, sentence: str) -> None:
    fits = Edit(file="orders/service.py", within="Orders.cancel", replace="1", by="2")
    with pytest.raises(EditDoesNotFit) as refused:
        apply(_defect(fits, edit), bookstore)
    assert sentence in str(refused.value)
    assert _source(bookstore) == _SOURCE


@pytest.mark.parametrize("defect", read_catalog(_PROJECT / "defects"), ids=lambda defect: defect.name)
def test_every_defect_of_the_catalog_fits_the_code(defect: Defect, tmp_path: Path) -> None:
    for file in {edit.file for edit in defect.edits}:
        copy = tmp_path / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((_PROJECT / "bookstore" / file).read_bytes())
    apply(defect, tmp_path)


def test_no_two_defects_of_the_catalog_are_the_same_change() -> None:
    first: dict[tuple[Edit, ...], str] = {}
    for defect in read_catalog(_PROJECT / "defects"):
        assert first.setdefault(defect.edits, defect.name) == defect.name, "two defects change the same"
