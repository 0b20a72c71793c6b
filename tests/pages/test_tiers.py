"""The page of the tiers is readable on a desktop and on a phone, with results of all kinds and without."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from environment.tools.defects.tried_defect import State
from environment.tools.escapes.reading import Escape
from environment.tools.tiers.definition_of_done import FolderStanding, folder_standings
from environment.tools.tiers.page import tiers_page
from environment.tools.tiers.part_run import PartOutcome
from environment.tools.tiers.standing import PartStanding, standings
from environment.tools.tiers.tier import Tier, TierPart, all_tiers
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

PROVED = (
    "612 scenarios green, 2 red",
    "red: The last copy is sold (features/a.feature:12): expected 1, saw <2>",
)
OUTCOMES = (*PartOutcome, None)
HOLE = "cart: GET /carts/{cart_id} → 404 cart-not-found"
DEFECTS = {State.CAUGHT: 20, State.SURVIVED: 1, State.NOT_TRIED: 3}
ESCAPE = Escape(
    date=date(2026, 11, 2), what="A customer paid ten times the total", arrow="payments -> gateway"
)
FOLDERS = [
    FolderStanding("cart_and_inventory", 50, 0, 0, [], {State.CAUGHT: 4}, []),
    FolderStanding("checkout_and_payment_gateway", 40, 2, 3, [HOLE] * 5, DEFECTS, [ESCAPE]),
    FolderStanding("journeys", None, None, None, None, {}, []),
]


def ran(place: int, part: TierPart) -> PartStanding:
    outcome = OUTCOMES[place % len(OUTCOMES)]
    if outcome is None:
        return PartStanding(part)
    when = datetime(2026, 11, 28, 22, tzinfo=UTC)
    return PartStanding(part, outcome, when, 7_000.0, "4dbda7c-dirty", PROVED, "tiers/night/x/console.txt")


def all_kinds() -> str:
    tiers = {tier: [ran(place, part) for place, part in enumerate(tier.parts)] for tier in all_tiers()}
    return tiers_page(tiers, FOLDERS, "Made today.")


def nothing_run() -> str:
    tiers: dict[Tier, tuple[PartStanding, ...]] = {tier: standings(tier, [], []) for tier in all_tiers()}
    return tiers_page(tiers, folder_standings([], [], [], []), "Made today.")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("page_of", [all_kinds, nothing_run])
def test_all_that_is_written_is_visible(open_page: Open, page_of: object, width: int) -> None:
    page = open_page(page_of(), width)  # type: ignore[operator]  # one of the two above
    only_wide = set() if width == WIDE else set(page.texts("thead th"))
    assert set(page.hidden_texts()) <= only_wide
    assert page.overflow() == 0
    assert page.errors == []
    assert page.hosts() == []


def test_where_nothing_has_run_nothing_is_invented(open_page: Open) -> None:
    page = open_page(nothing_run())
    assert set(page.visible("td[data-name=last]")) == {"not run yet"}
    assert set(page.visible("td[data-name='features at merge']")) == {"not run yet"}
    assert page.visible("#done") == [f"Done: 0 of {page.count('td[data-name=done]')} folders of features"]


def test_done_not_done_and_not_known_are_told_apart_in_words(open_page: Open) -> None:
    page = open_page(all_kinds())
    assert page.visible("td[data-name=done]") == ["done", "not done", "not known"]
    assert page.visible("td[data-name=defects]")[1] == "20 of 24 caught, 1 not caught, 3 not tried"
    assert page.visible("td[data-name=escapes]") == [f"2026-11-02: {ESCAPE.what}"]
