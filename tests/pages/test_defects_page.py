"""The page of the defects is readable on a desktop and on a phone, with survivors and without."""

from __future__ import annotations

import pytest

from environment.tools.defects.page import defects_page
from environment.tools.defects.tried_defect import TriedDefect
from tests.environment.tools.defects.test_tried_defects import _ASTRAY, _GREEN, _RED, _tried
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

_ALL = [
    _tried(_GREEN, name="orders/a_payment_that_comes_late_is_booked_twice"),
    _tried(_RED, name="orders/needless", known=True),
    _tried(_GREEN, name="orders/known", known=True),
    _tried(_RED, _GREEN, name="payments/thin", full=True),
    _tried(_ASTRAY, _RED, name="payments/astray", full=True),
    _tried(failure="the log", name="cart/start"),
    TriedDefect(_tried(name="cart/not_tried").defect, None),
]
_RESULTS = {"all states": _ALL, "all caught": _ALL[3:6], "nothing tried": _ALL[6:]}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("results", _RESULTS)
def test_all_that_is_written_is_visible(open_page: Open, results: str, width: int) -> None:
    page = open_page(defects_page(_RESULTS[results]), width)
    heads = ["defect", "state", "red of shown", "by", "arrow", "tried"] if width == NARROW else []
    assert page.hidden_texts() == heads  # on a phone each cell has its name beside it
    assert page.overflow() == 0
    assert page.errors == []
    assert page.hosts() == []


def test_survivors_are_above_all_others(open_page: Open) -> None:
    page = open_page(defects_page(_ALL))
    assert page.visible("h2")[:3] == [
        "Not caught",
        "Known, and caught now: remove known",
        "Known not to be caught",
    ]
    assert page.count(".all tbody tr") == len(_ALL)
