"""The falsified values of a parameter, by its type."""

from __future__ import annotations

import pytest

from environment.tools.falsify.values import OTHER_TITLE, Parameter, false_values

DUNE, EMMA, OTHER = '"Dune"', '"Emma"', f'"{OTHER_TITLE}"'


def texts(kind: str, text: str, name: str = "value", elsewhere: tuple[str, ...] = ()) -> list[str]:
    """The texts of the falsified values."""
    return [each.text for each in false_values(Parameter(name, kind), text, elsewhere)]


@pytest.mark.parametrize(
    ("kind", "text", "falsified"),
    [
        ("Money", "$12.50", ["$12.51", "€12.50"]),
        ("Money", "¥1900", ["¥1901", "$19.00"]),
        ("Money", "€0.00", ["€0.01", "$0.00"]),
        ("Count", "3", ["4", "0"]),
        ("Count", "0", ["1"]),
        ("Title", DUNE, [OTHER]),
        ("Titles", f"{DUNE} and {EMMA}", [f"{OTHER} and {EMMA}"]),
        ("Copies", f"2 copies of {DUNE}", [f"3 copies of {DUNE}", f"2 copies of {OTHER}"]),
        ("Copies", f"no copies of {DUNE}", [f"1 copies of {DUNE}", f"no copies of {OTHER}"]),
        (
            "KeptCopies",
            '4 of 5 copies of "2001"',
            ['5 of 5 copies of "2001"', '4 of 6 copies of "2001"', f"4 of 5 copies of {OTHER}"],
        ),
        ("Code", '"SPRING"', ['"NOTMEANT"']),
        ("Method", "card", ["wallet"]),
        ("OrderState", "paid", ["canceled", "unpaid", "waiting for a transfer", "owed on invoice"]),
    ],
)
def test_a_value_is_falsified_by_its_type(kind: str, text: str, falsified: list[str]) -> None:
    assert texts(kind, text) == falsified


def test_a_person_is_replaced_by_one_who_is_not_in_the_scenario() -> None:
    who = Parameter("who", "Who")
    assert [each.text for each in false_values(who, "the customer")] == ["another customer"]
    roles = ("customer", "another customer", "stranger")
    assert "a visitor" in [each.text for each in false_values(who, "the customer", roles=roles)]


def test_a_person_is_replaced_by_each_of_the_others_in_the_scenario() -> None:
    roles = ("guest", "customer", "another customer", "customer 7")
    found = false_values(Parameter("who", "Who"), "a guest", roles=roles)
    others = [each.text for each in found if each.change == "another actor"]
    assert others == ["another customer", "the customer"]


def test_a_free_text_is_falsified_by_a_letter_and_by_a_missing_end() -> None:
    assert texts("", "Grand total: $19.00.", "words") == ["Grand total: $19.01.", "Grand total: $19.0"]


def test_a_word_of_a_table_is_replaced_by_those_of_other_scenarios() -> None:
    assert texts("", "failed", "state", ("pending", "failed", "refunded")) == ["pending", "refunded"]


def test_a_word_that_no_other_scenario_uses_is_not_falsified() -> None:
    assert texts("", "failed", "state", ("failed",)) == []
