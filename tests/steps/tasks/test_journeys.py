"""Every arrow is crossed by a journey, so that the matrix has a journey for each of its rows."""

from __future__ import annotations

import pytest

from environment.topology import topology
from steps.tasks.journeys import JOURNEYS, journey


def test_every_arrow_is_crossed_by_a_journey() -> None:
    assert {arrow for each in JOURNEYS.values() for arrow in each.crosses} == set(topology().arrows)


def test_an_unknown_journey_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"there is no journey 'a walk'.*a card checkout"):
        journey("a walk")
