"""The README's drawing shows every part and every integration point of the topology."""

from __future__ import annotations

import pytest

from environment.tools.drawing import NoPlace, with_drawing
from environment.topology import topology
from environment.topology.drawing import flowchart

DRAWING = flowchart(topology())


@pytest.mark.parametrize("part", list(topology().parts))
def test_each_part_is_drawn(part: str) -> None:
    assert any(line.strip().startswith(part) for line in DRAWING.splitlines())


def test_each_integration_point_without_a_database_is_one_arrow() -> None:
    points = [point for point in topology().points.values() if not topology().is_database(point)]
    assert sum("->" in line for line in DRAWING.splitlines()) == len(points) + 1  # and one for the databases


def test_an_arrow_on_which_no_person_waits_is_dotted() -> None:
    (webhooks,) = [line.strip() for line in DRAWING.splitlines() if "webhook" in line]
    assert webhooks == "gateway -. webhook .-> payments"


def test_a_document_without_a_place_for_the_drawing_is_refused() -> None:
    with pytest.raises(NoPlace, match="two lines"):
        with_drawing("# A document\n", DRAWING)
