"""What a change of a file can touch follows from its place."""

from __future__ import annotations

import pytest

from environment.choosing.change.changed_file import FileKind, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("features/journeys/buying_two_titles.feature", FileKind.FEATURE),
        ("features/resilience/pairs/cart.txt", FileKind.TABLE),
        ("baseline/journeys/buying_two_titles.txt", FileKind.BASELINE),
        ("baseline/maps/journeys/buying_two_titles.map", FileKind.NOTHING),
        ("baseline/pace.txt", FileKind.EVERYTHING),
        ("bookstore/orders/service.py", FileKind.BOOKSTORE),
        ("bookstore/orders/schema.sql", FileKind.BOOKSTORE),
        ("steps/cart_steps.py", FileKind.STEPS),
        ("steps/tasks/shopping.py", FileKind.STEPS),
        ("environment/hooks.py", FileKind.ENVIRONMENT),
        ("environment/faults/kinds/any/answer_lost.py", FileKind.ENVIRONMENT),
        ("environment/tools/lint/banned_words.toml", FileKind.NOTHING),
        ("environment/topology/bookstore.toml", FileKind.EVERYTHING),
        ("environment/doubles/gateway/page.html", FileKind.EVERYTHING),
        ("pyproject.toml", FileKind.EVERYTHING),
        ("requirements.lock", FileKind.EVERYTHING),
        ("Makefile", FileKind.EVERYTHING),
        ("a_new_folder/file", FileKind.EVERYTHING),
        ("README.md", FileKind.NOTHING),
        ("docs/adr/0001-vocabulary-and-spelling.md", FileKind.NOTHING),
        ("tests/environment/test_one.py", FileKind.NOTHING),
        (".github/workflows/acceptance.yml", FileKind.NOTHING),
    ],
)
def test_a_place_has_a_kind(path: str, kind: FileKind) -> None:
    assert kind_of(path) is kind
