"""Every arrow is crossed by a journey, so that the matrix has a journey for each of its rows."""

from __future__ import annotations

import pytest

from environment.topology import topology
from steps.tasks.journeys.by_name import JOURNEYS, journey
from tests.owed_entries import Place, hold_complete, hold_known

PLACE = Place("steps/tasks/journeys/by_name.py", "_BOUGHT = ")


@pytest.mark.owed
def test_every_arrow_is_crossed_by_a_journey() -> None:
    crossed = {arrow for each in JOURNEYS.values() for arrow in each.crosses}
    hold_complete(
        {*topology().arrows} - crossed,
        PLACE,
        'add "{it}" here where each purchase crosses it, else to a row of JOURNEYS, or add a journey',
    )
    hold_known(crossed - {*topology().arrows}, PLACE)


def test_an_unknown_journey_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"there is no journey 'a walk'.*a card checkout"):
        journey("a walk")
