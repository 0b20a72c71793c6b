"""The README's drawing shows every part and every integration point of the topology."""

from __future__ import annotations

import pytest

from environment.faults.registry import all_kinds
from environment.tools.drawing import PARTS, GeneratedPart, NoPlace, fault_kinds
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


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_document_without_a_place_for_its_part_is_refused(part: GeneratedPart) -> None:
    with pytest.raises(NoPlace, match=f"{part.document}: there have to be two lines: <!-- {part.name}"):
        part.within("# A document\n")


def test_a_part_that_is_up_to_date_stays_as_it_is() -> None:
    for part in PARTS:
        text = part.document.read_text("utf-8")
        assert part.within(text) == text


def test_each_kind_of_fault_has_a_row_with_its_protocols() -> None:
    rows = [line.split(" | ")[0].removeprefix("| ") for line in fault_kinds().splitlines()[2:]]
    assert rows == sorted(all_kinds())
    assert "| another certificate | TLS |  |  | not done | Callers" in fault_kinds()
    assert "| commit lost |  | x |  | done | The server commits" in fault_kinds()
