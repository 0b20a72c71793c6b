"""A call that was not made, and a try that was refused, have a place in the diagram."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

from environment.evidence.diagram.ghosts import Ghost
from environment.evidence.diagram.refused_tries import refused_tries
from tests.environment.evidence.diagram.reading_drawings import SVG, crosses, drawn, red_lines, texts
from tests.environment.evidence.recording.sample_exchanges import T0, RecordedCheckout, exchange


def _dashed(drawing: ElementTree.Element) -> int:
    return sum(each.get("stroke-dasharray") == "2 4" for each in drawing.iter(f"{SVG}path"))


def test_a_call_that_was_not_made_is_a_dashed_ghost_at_its_place() -> None:
    ghost = Ghost(T0 + 0.0301, "checkout -> notifications", "POST /events")
    drawing = drawn(RecordedCheckout().exchanges(), ghosts=[ghost])
    shown = texts(drawing)
    assert "notifications" in shown
    words = [text for text in shown if "PUT /" in text or "POST /" in text]
    assert words.index("POST /events → not called") == 3
    assert _dashed(drawing) == 1
    assert crosses(drawing) == 0


def test_a_ghost_that_is_the_root_cause_is_marked() -> None:
    ghost = Ghost(T0, "checkout -> orders", "POST /x", called=1, expected=2, root_cause=True)
    shown = texts(drawn(RecordedCheckout().exchanges(), ghosts=[ghost]))
    assert "POST /x → called 1 of 2 times" in shown
    assert "went wrong here first" in shown


def test_a_ghost_is_never_folded() -> None:
    ghost = Ghost(T0, "staff -> inventory", "POST /x")
    later = T0 + 60
    assert "POST /x → not called" in texts(
        drawn(RecordedCheckout().exchanges(), ghosts=[ghost], prepared_until=later)
    )


WHY = f"checkout -> orders: PUT /checkouts/{'1' * 8}/order: no connection ([Errno 111] Connection refused)"
LOG = json.dumps({"time": "2026-11-29T00:03:26.237+00:00", "event": "a step did not succeed", "why": WHY})


def test_a_try_to_call_a_service_that_is_down_ends_at_a_cross() -> None:
    (tried, *others) = refused_tries({"checkout": [LOG, LOG, "no connection", '{"why": 1}']}, [])
    assert others == []
    drawing = drawn([], refused=[tried])
    assert "orders" in texts(drawing)
    assert red_lines(drawing) == ["orders is down: no connection"]
    assert crosses(drawing) == 1


def test_a_call_that_a_fault_has_stopped_is_drawn_once() -> None:
    at = datetime.fromisoformat("2026-11-29T00:03:26+00:00").timestamp()
    stopped = replace(exchange(1, "checkout -> orders", "PUT /checkouts/11111111/order"), started=at)
    assert refused_tries({"checkout": [LOG]}, [stopped]) == []
