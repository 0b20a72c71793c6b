"""A checkout whose calls have several traces names the arrow of the first other one."""

from __future__ import annotations

import pytest

from steps.tasks.traces import demand_one_trace
from steps.vocabulary.wrong_on_arrow import WrongOnArrow

FIRST, OTHER = frozenset({"a" * 32}), frozenset({"b" * 32})


def test_the_first_arrow_with_another_trace_is_named() -> None:
    found = {"customer -> checkout": FIRST, "checkout -> cart": FIRST, "checkout -> orders": OTHER}
    with pytest.raises(WrongOnArrow, match="was expected on every call") as raised:
        demand_one_trace({**found, "notifications -> mail": OTHER})
    assert raised.value.arrow == "checkout -> orders"


def test_one_trace_on_every_arrow_passes() -> None:
    demand_one_trace({"customer -> checkout": FIRST, "checkout -> orders": FIRST})
