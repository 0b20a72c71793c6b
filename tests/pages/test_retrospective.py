"""The retrospective is readable on a desktop and on a phone, with months of runs and without any."""

from __future__ import annotations

from datetime import date

import pytest

from environment.session.history.existing import ExistingScenario
from environment.tools.escapes.reading import Escape
from environment.tools.retrospective.look_back import LookBack
from environment.tools.retrospective.page import retrospective_page
from environment.tools.retrospective.thin_defects import ThinDefect
from tests.environment.tools.retrospective.plausible_history import PlausibleHistory
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

SCENARIOS = [
    ExistingScenario(
        f"key {number}",
        f"The customer with the number {number} is told that the last copy of a title has been sold",
        f"features/checkout_and_payment_gateway/payments_with_an_unknown_outcome.feature:{number}",
        "checkout_and_payment_gateway",
        "default",
        False,
    )
    for number in range(30)
]
OPEN = Escape(date=date(2026, 9, 14), what="A customer paid ten times the total", arrow="payments -> gateway")
CAUGHT = OPEN.model_copy(update={"check": "environment/audit/invariants/money.py"})
THIN = ThinDefect("orders/a_defect", "An order is lost", "checkout -> orders", "features/a.feature: One")
FOUND = {
    "months": LookBack(
        tuple(PlausibleHistory(SCENARIOS).runs()),
        {each.key: each for each in SCENARIOS},
        (OPEN, CAUGHT),
        (THIN,),
    ),
    "nothing": LookBack((), {}, (), None),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("history", FOUND)
def test_all_that_is_written_is_visible(open_page: Open, history: str, width: int) -> None:
    page = open_page(retrospective_page(FOUND[history], "today"), width)
    only_wide = set() if width == WIDE else set(page.texts("thead th"))
    assert set(page.hidden_texts()) <= only_wide
    assert page.overflow() == 0
    assert page.errors == []
    assert page.hosts() == []


def test_its_parts_are_in_the_order_of_their_urgency(open_page: Open) -> None:
    page = open_page(retrospective_page(FOUND["months"], "today"))
    assert page.visible("h2") == [
        "Escaped, and nothing would catch it yet",
        "Red scenarios by week",
        "By arrow",
        "Flaky: red and green on the same code",
        "Growing",
        "Slowest",
        "Thin: defects that one scenario alone would notice",
        "Escaped, and caught now",
    ]
    assert page.visible("section.bad li") == [f"{OPEN.what} 2026-09-14, payments → gateway"]


def test_the_pattern_of_a_flaky_scenario_is_visible(open_page: Open) -> None:
    page = open_page(retrospective_page(FOUND["months"], "today"))
    assert [each for each in page.visible("li > b") if "between 22:00 and 6:00 UTC" in each]
