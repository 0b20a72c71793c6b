"""A diagram shows each call, its answer, and the effect of faults."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from environment.evidence.diagram.drawing import sequence_diagram
from environment.evidence.diagram.rows import Divider
from environment.evidence.diagram.svg import RED
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from tests.environment.evidence.diagram.reading_drawings import SVG, crosses, drawn, red_lines, texts
from tests.environment.evidence.recording.sample_exchanges import T0, RecordedCheckout, answer, exchange

INVENTED = answer(503)
CHANGED = answer(200, {"sku": 7})


def mail(number: int, summary: str, outcome: str = "250", faults: tuple[str, ...] = ()) -> Exchange:
    """A command of one SMTP session."""
    found = exchange(number, "notifications -> mail", summary, at=number, took=0.5)
    reply = RecordedMessage(f"{outcome} ok", (), "", 6)
    return replace(
        found, protocol="smtp", outcome=outcome, faults=faults, answered=reply, answer=reply, connection=3
    )


def test_each_caller_and_callee_has_a_lifeline_in_a_fixed_order() -> None:
    shown = texts(drawn(list(reversed(RecordedCheckout().exchanges()))))
    assert shown[:7] == ["customer", "inventory", "pricing", "checkout", "payments", "gateway", "orders"]


def test_a_stub_and_a_driver_have_dashed_boxes_and_say_so() -> None:
    drawing = drawn(RecordedCheckout().exchanges(), stand_ins={"orders": "stub", "checkout": "driver"})
    assert texts(drawing)[3:7] == ["checkout (driver)", "payments", "gateway", "orders (stub)"]
    assert sum(each.get("stroke-dasharray") is not None for each in drawing.iter(f"{SVG}rect")) == 2


def test_calls_are_in_the_order_of_time_with_their_answers() -> None:
    shown = texts(drawn(RecordedCheckout().exchanges()))
    calls = [text for text in shown if text.startswith(("PUT", "POST", "GET"))]
    assert calls == [
        "POST /checkouts",
        "PUT /reservations/1111… → 201 · 5.0 ms",
        "PUT /quotes/1111… → 201 · 5.0 ms",
        "PUT /payments/1111…",
        "POST /v1/payment_intents → 200 · 5.0 ms",
        "PUT /checkouts/1111…/order → 201 · 10 ms",
        "GET /orders → 200 · 5.0 ms",
    ]
    assert [text for text in shown if text.startswith("201")] == ["201 · 20 ms", "201 · 80 ms"]
    assert "35 ms" in shown


def test_a_refusal_is_shown_with_its_reason() -> None:
    body = {"type": "https://bookstore.example/problems/out-of-stock"}
    refused = exchange(1, "checkout -> inventory", "PUT /x", 409, answer_body=body)
    assert "PUT /x → 409 out-of-stock · 5.0 ms" in texts(drawn([refused]))


@pytest.mark.parametrize(
    ("changed", "shown", "broken"),
    [
        (
            {"answer": None, "outcome": "answer 200 lost"},
            "fault “f”: the callee did its work, the answer 200 was lost",
            1,
        ),
        (
            {"answer": None, "answered": None, "deliveries": 0, "outcome": "reset"},
            "fault “f”: reset; the call never arrived",
            1,
        ),
        (
            {"answer": INVENTED, "answered": None, "deliveries": 0, "outcome": "503"},
            "fault “f”: inventory never received the call",
            1,
        ),
        ({"answer": CHANGED}, "fault “f”: the answer 200 was changed on its way", 0),
        ({"deliveries": 2}, "fault “f”: delivered 2 times", 0),
        ({}, "fault “f”: held here", 0),
    ],
)
def test_the_effect_of_a_fault_is_in_red_below_the_call(
    changed: dict[str, Any], shown: str, broken: int
) -> None:
    faulted = exchange(1, "cart -> inventory", "GET /x", 200, faults=("f",))
    drawing = drawn([replace(faulted, **changed)])

    assert red_lines(drawing) == [shown]
    assert crosses(drawing) == broken


def test_a_lost_answer_does_not_arrive_at_the_caller() -> None:
    lost = exchange(1, "cart -> inventory", "GET /x", 200, faults=("f",), answer=None)
    arrived, broken = (sequence_diagram([each]) for each in (exchange(1, lost.edge, "GET /x"), lost))

    back = re.compile(rf'<path d="M[\d.]+ [\d.]+L([\d.]+) [\d.]+" stroke="({RED}|#1f2328)"[^>]*dasharray')
    home, halfway = (float(found[1]) for each in (arrived, broken) if (found := back.search(each)))
    assert halfway > home + 40


def test_a_call_without_an_answer_is_visible() -> None:
    waiting = exchange(1, "cart -> inventory", "GET /x", None, took=None)
    gone = exchange(2, "cart -> inventory", "GET /y", None, at=1, outcome="the caller gave up")

    assert red_lines(drawn([waiting])) == ["no answer yet when the record was fetched"]
    assert red_lines(drawn([gone])) == ["the caller gave up"]


def test_a_callee_that_could_not_be_reached_is_visible() -> None:
    down = exchange(
        1, "cart -> inventory", "GET /x", None, outcome="the callee cannot be reached: refused", deliveries=1
    )
    drawing = drawn([down])
    assert red_lines(drawing) == ["the callee cannot be reached: refused"]
    assert crosses(drawing) == 1


def test_parallel_traces_have_letters_and_a_single_one_has_none() -> None:
    race = [exchange(n, "customer -> checkout", "POST /checkouts", at=n, trace=f"{n}") for n in range(1, 5)]
    inner = exchange(9, "checkout -> inventory", "PUT /x", at=4.5, took=1, trace="2")
    shown = texts(drawn([*race, inner]))

    assert sorted(text for text in shown if len(text) == 1) == ["A", "A", "B", "B", "B", "C", "C", "D", "D"]
    assert not [text for text in texts(drawn(RecordedCheckout().exchanges())) if len(text) == 1]


def test_calls_of_the_staff_are_folded() -> None:
    staff = [exchange(n, "staff -> inventory", "PUT /titles/1", at=n / 10, took=0.01) for n in range(1, 7)]
    later = exchange(50, "staff -> inventory", "GET /availability", at=500)
    shown = texts(drawn([*staff, *RecordedCheckout().exchanges(), later]))

    assert "the shop is prepared: 7 calls" in shown
    assert "the staff read: 1 call (inventory GET /availability)" in shown
    assert "staff" not in shown


def test_preparation_is_folded_up_to_a_time_except_calls_with_a_fault() -> None:
    exchanges = RecordedCheckout().change("checkout -> pricing", faults=("f",)).exchanges()
    shown = texts(drawn(exchanges, prepared_until=T0 + 0.05))

    folded = [text for text in shown if text.startswith("the shop")]
    assert folded == ["the shop is prepared: 3 calls", "the shop is prepared: 2 calls"]
    assert "fault “f”: held here" in shown
    assert "PUT /checkouts/1111…/order → 201 · 10 ms" in shown
    assert "POST /checkouts" not in shown


def test_repeated_requests_are_one_arrow() -> None:
    asking = [exchange(n, "customer -> orders", "GET /orders", at=n * 10) for n in range(5)]
    assert "GET /orders → 200, 5 times within 45 ms" in texts(drawn(asking))


def test_a_mail_is_one_arrow() -> None:
    commands = [
        "GREETING",
        "ehlo x",
        "mail FROM:<s@x.example>",
        "RCPT TO:<c@x.example>",
        "DATA",
        "END OF DATA",
    ]
    shown = texts(drawn([mail(n, command) for n, command in enumerate(commands, 1)]))
    assert [text for text in shown if "mail to" in text] == ["mail to c@x.example → accepted · 5.5 ms"]


def test_a_deferred_mail_is_shown_with_the_command() -> None:
    deferred = [mail(1, "RCPT TO:<c@x.example>", "450", faults=("full",)), mail(2, "QUIT", "221")]
    shown = texts(drawn(deferred))
    assert any("RCPT TO:<c@x.example>: 450" in text for text in shown)


def test_sql_is_left_out_unless_a_fault_touched_it() -> None:
    sql = exchange(1, "orders -> postgres", "COMMIT", protocol="postgres")
    assert "PostgreSQL" not in texts(drawn([*RecordedCheckout().exchanges(), sql]))
    touched = replace(sql, faults=("lost",), answer=None)
    assert "PostgreSQL" in texts(drawn([*RecordedCheckout().exchanges(), touched]))


def test_the_exchange_of_the_root_cause_is_marked() -> None:
    assert red_lines(drawn(RecordedCheckout().exchanges(), root_cause=4)) == ["went wrong here first"]


def test_dividers_stand_between_the_calls() -> None:
    then = Divider(T0 + 0.0925, "Then there is one order")
    drawing = drawn(RecordedCheckout().exchanges(), dividers=[then])
    height = {each.text: float(each.get("y", "0")) for each in drawing.iter(f"{SVG}text")}

    assert height["201 · 80 ms"] < height[then.text] < height["GET /orders → 200 · 5.0 ms"]


def test_text_cannot_break_the_diagram() -> None:
    hostile = exchange(1, "cart -> inventory", 'GET /<script>&"\x00\ud800', faults=("<b>",))
    assert "<script>" in "".join(texts(drawn([hostile])))


def test_a_scenario_without_exchanges_has_a_diagram() -> None:
    assert "No call crossed any arrow." in texts(drawn([]))


def test_the_diagram_of_a_load_fits_a_page_and_shows_calls_with_a_fault() -> None:
    load = []
    for n in range(100):
        path = f"POST /checkouts/{n:08}-1111-1111-1111-111111111111"
        load.append(_with_trace(exchange(n + 1, "customer -> checkout", path, at=n), n))
    load[70] = replace(load[70], faults=("lost",), answer=None)
    drawing = drawn(load)

    assert float(drawing.get("height", "inf")) < 500
    assert "left out: 97 calls with the same answers as those that are shown" in texts(drawing)
    assert red_lines(drawing) == ["fault “lost”: the callee did its work, the answer 200 was lost"]


def test_a_diagram_is_as_wide_as_the_report_and_has_a_white_ground() -> None:
    names = ["customer", "cart", "inventory", "pricing", "checkout", "payments"]
    names += ["gateway", "orders", "notifications", "mail"]
    around = [exchange(n, f"{a} -> {b}", "GET /x", at=n) for n, (a, b) in enumerate(pairwise(names), 1)]
    drawing = drawn(around)
    ground = next(drawing.iter(f"{SVG}rect"))

    assert drawing.get("width") == "1100"
    assert (ground.get("fill"), ground.get("width")) == ("#fff", "1100")


def _with_trace(one: Exchange, number: int) -> Exchange:
    assert one.request
    header = ("traceparent", f"00-{number + 1:032x}-{'1' * 16}-01")
    return replace(one, request=replace(one.request, headers=(header,)))
