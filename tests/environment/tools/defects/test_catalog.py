"""The catalog of seeded defects: what a file may say, and how it is told what is wrong in it."""

from pathlib import Path

import pytest

from environment.tools.defects.catalog import BadCatalog, named, read_catalog

_DEFECT = """
title = "The mail lists the list price instead of the unit price"
point = "orders -> notifications"
kind = "format"
consequence = "wrong or missing mail"
arrows = ["orders -> notifications", "inside orders"]

[[edits]]
file = "orders/messages.py"
replace = "unit_price"
by = "list_price"
"""


def _catalog(folder: Path, text: str = _DEFECT, name: str = "orders/mail_lists_list_price") -> Path:
    file = folder / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return folder


def test_a_defect_is_named_by_its_file(tmp_path: Path) -> None:
    [defect] = read_catalog(_catalog(tmp_path))
    assert (defect.name, [*defect.services]) == ("orders/mail_lists_list_price", ["orders"])


def test_a_service_and_its_own_database_are_one_place(tmp_path: Path) -> None:
    [defect] = read_catalog(_catalog(tmp_path))
    right = ["orders -> notifications", "inside orders", "orders -> postgres"]
    assert [
        each for each in (*right, "cart -> postgres", "checkout -> orders") if defect.is_right(each)
    ] == right


def test_a_defect_of_the_platform_is_one_of_every_service(tmp_path: Path) -> None:
    text = _DEFECT.replace("orders/messages.py", "platform/http.py")
    [defect] = read_catalog(_catalog(tmp_path, text))
    assert {"cart", "payments"} < defect.services


def test_a_defect_of_the_storefront_is_one_of_pages(tmp_path: Path) -> None:
    text = _DEFECT.replace("orders/messages.py", "storefront/visit.py").replace(
        "inside orders", "inside storefront"
    )
    [defect] = read_catalog(_catalog(tmp_path, text))
    assert defect.is_of_pages
    [other] = read_catalog(_catalog(tmp_path / "others"))
    assert not other.is_of_pages


@pytest.mark.parametrize(
    ("was", "says", "sentence"),
    [
        ('kind = "format"', 'kind = "ugly"', "kind: Input should be 'format'"),
        (
            'point = "orders -> notifications"',
            'point = "orders -> mail"',
            "there is no arrow 'orders -> mail'",
        ),
        ('"inside orders"', '"inside shipping"', "there is no service 'shipping'"),
        ('replace = "unit_price"', "", "edits.1.replace: Field required"),
        ('by = "list_price"', 'with = "list_price"', "edits.1.with: Extra inputs are not permitted"),
        ("[[edits]]", "[[edits", "is no TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_what_is_wrong(
    tmp_path: Path, was: str, says: str, sentence: str
) -> None:
    with pytest.raises(BadCatalog) as refused:
        read_catalog(_catalog(tmp_path, _DEFECT.replace(was, says)))
    assert sentence in str(refused.value)
    assert "mail_lists_list_price.toml" in str(refused.value)


def test_every_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    _catalog(tmp_path, "title = 1", "cart/first")
    _catalog(tmp_path, "title = 2", "cart/second")
    with pytest.raises(BadCatalog, match=r"(?s)first\.toml.*second\.toml"):
        read_catalog(tmp_path)


def test_a_folder_names_all_its_defects(tmp_path: Path) -> None:
    _catalog(tmp_path)
    _catalog(tmp_path, name="orders/another")
    known = read_catalog(_catalog(tmp_path, name="cart/third"))
    assert [each.name for each in named(known, ["orders"])] == [
        "orders/another",
        "orders/mail_lists_list_price",
    ]
    assert [each.name for each in named(known, ["defects/cart/third.toml"])] == ["cart/third"]
    with pytest.raises(BadCatalog, match="there is no defect 'orders/nothing'"):
        named(known, ["orders/nothing"])
