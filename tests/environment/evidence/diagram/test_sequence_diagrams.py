"""A diagram shows what happened: who called whom, what came back, and where a fault struck."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from environment.evidence.diagram import Moment, sequence_diagram
from environment.evidence.diagram.svg import RED
from environment.evidence.recording.exchange import Exchange, Message
from tests.environment.evidence.recording.scenes import T0, Checkout, answer, exchange

SVG = "{http://www.w3.org/2000/svg}"
INVENTED = answer(503)
CHANGED = answer(200, {"sku": 7})


def drawn(exchanges: list[Exchange], **options: Any) -> ElementTree.Element:
    return ElementTree.fromstring(sequence_diagram(exchanges, **options))


def texts(drawing: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def red_lines(drawing: ElementTree.Element) -> list[str]:
    kinds = [each for each in drawing.iter(f"{SVG}text") if (each.get("class") or "").startswith("r")]
    return [each.text or "" for each in kinds]


def crosses(drawing: ElementTree.Element) -> int:
    return sum(each.get("stroke-width") == "2.6" for each in drawing.iter(f"{SVG}path"))


def mail(number: int, summary: str, outcome: str = "250", faults: tuple[str, ...] = ()) -> Exchange:
    """A command of one conversation with the mail server."""
    found = exchange(number, "notifications -> mail", summary, at=number, took=0.5)
    said = Message(f"{outcome} ok", (), "", 6)
    return replace(
        found, protocol="smtp", outcome=outcome, faults=faults, answered=said, answer=said, connection=3
    )


def test_everybody_who_took_part_has_a_lifeline_in_a_fixed_order() -> None:
    shown = texts(drawn(list(reversed(Checkout().exchanges()))))
    assert shown[:7] == ["customer", "inventory", "pricing", "checkout", "payments", "gateway", "orders"]


def test_calls_stand_in_the_order_of_time_with_what_came_back() -> None:
    shown = texts(drawn(Checkout().exchanges()))
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


def test_a_refusal_is_told_by_its_reason() -> None:
    body = {"type": "https://bookstore.example/problems/out-of-stock"}
    refused = exchange(1, "checkout -> inventory", "PUT /x", 409, says=body)
    assert "PUT /x → 409 out-of-stock · 5.0 ms" in texts(drawn([refused]))


@pytest.mark.parametrize(
    ("changed", "told", "broken"),
    [
        (
            {"answer": None, "outcome": "answer 200 lost"},
            "fault “f”: the work was done, the answer 200 got lost",
            1,
        ),
        (
            {"answer": None, "answered": None, "deliveries": 0, "outcome": "reset"},
            "fault “f”: reset; the call never arrived",
            1,
        ),
        (
            {"answer": INVENTED, "answered": None, "deliveries": 0, "outcome": "503"},
            "fault “f”: inventory never saw the call",
            1,
        ),
        ({"answer": CHANGED}, "fault “f”: the answer 200 was changed on its way", 0),
        ({"deliveries": 2}, "fault “f”: delivered 2 times", 0),
        ({}, "fault “f”: held here", 0),
    ],
)
def test_what_a_fault_did_stands_in_red_below_the_call(
    changed: dict[str, Any], told: str, broken: int
) -> None:
    struck = exchange(1, "cart -> inventory", "GET /x", 200, faults=("f",))
    drawing = drawn([replace(struck, **changed)])

    assert red_lines(drawing) == [told]
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

    assert red_lines(drawn([waiting])) == ["no answer yet when the record was taken"]
    assert red_lines(drawn([gone])) == ["the caller gave up"]


def test_a_callee_that_could_not_be_reached_is_visible() -> None:
    down = exchange(
        1, "cart -> inventory", "GET /x", None, outcome="the callee cannot be reached: refused", deliveries=1
    )
    drawing = drawn([down])
    assert red_lines(drawing) == ["the callee cannot be reached: refused"]
    assert crosses(drawing) == 1


def test_parallel_acts_have_letters_and_a_single_one_has_none() -> None:
    race = [exchange(n, "customer -> checkout", "POST /checkouts", at=n, trace=f"{n}") for n in range(1, 5)]
    inner = exchange(9, "checkout -> inventory", "PUT /x", at=4.5, took=1, trace="2")
    shown = texts(drawn([*race, inner]))

    assert sorted(text for text in shown if len(text) == 1) == ["A", "A", "B", "B", "B", "C", "C", "D", "D"]
    assert not [text for text in texts(drawn(Checkout().exchanges())) if len(text) == 1]


def test_what_the_staff_do_is_folded() -> None:
    staff = [exchange(n, "staff -> inventory", "PUT /titles/1", at=n / 10, took=0.01) for n in range(1, 7)]
    later = exchange(50, "staff -> inventory", "GET /availability", at=500)
    shown = texts(drawn([*staff, *Checkout().exchanges(), later]))

    assert "the shop is prepared: 7 calls" in shown
    assert "the staff look: 1 call (inventory GET /availability)" in shown
    assert "staff" not in shown


def test_preparation_is_folded_up_to_a_moment_unless_something_was_odd() -> None:
    exchanges = Checkout().change("checkout -> pricing", faults=("f",)).exchanges()
    shown = texts(drawn(exchanges, prepared_until=T0 + 0.05))

    folded = [text for text in shown if text.startswith("the shop")]
    assert folded == ["the shop is prepared: 3 calls", "the shop is prepared: 2 calls"]
    assert "fault “f”: held here" in shown
    assert "PUT /checkouts/1111…/order → 201 · 10 ms" in shown
    assert "POST /checkouts" not in shown


def test_asking_again_and_again_is_one_arrow() -> None:
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


def test_a_mail_that_was_put_off_says_at_which_command() -> None:
    put_off = [mail(1, "RCPT TO:<c@x.example>", "450", faults=("full",)), mail(2, "QUIT", "221")]
    shown = texts(drawn(put_off))
    assert any("RCPT TO:<c@x.example>: 450" in text for text in shown)


def test_sql_is_left_out_unless_a_fault_touched_it() -> None:
    sql = exchange(1, "orders -> postgres", "COMMIT", protocol="postgres")
    assert "PostgreSQL" not in texts(drawn([*Checkout().exchanges(), sql]))
    touched = replace(sql, faults=("lost",), answer=None)
    assert "PostgreSQL" in texts(drawn([*Checkout().exchanges(), touched]))


def test_the_guilty_exchange_is_marked() -> None:
    assert red_lines(drawn(Checkout().exchanges(), guilty=4)) == ["went wrong here first"]


def test_moments_stand_between_the_calls() -> None:
    then = Moment(T0 + 0.0925, "Then there is one order")
    drawing = drawn(Checkout().exchanges(), moments=[then])
    height = {each.text: float(each.get("y", "0")) for each in drawing.iter(f"{SVG}text")}

    assert height["201 · 80 ms"] < height[then.text] < height["GET /orders → 200 · 5.0 ms"]


def test_text_cannot_break_the_drawing() -> None:
    hostile = exchange(1, "cart -> inventory", 'GET /<script>&"\x00\ud800', faults=("<b>",))
    assert "<script>" in "".join(texts(drawn([hostile])))


def test_no_exchange_at_all_is_a_drawing_too() -> None:
    assert "No call crossed any arrow." in texts(drawn([]))


def test_a_crowd_fits_a_page_and_the_odd_ones_stay() -> None:
    crowd = []
    for n in range(100):
        path = f"POST /checkouts/{n:08}-1111-1111-1111-111111111111"
        crowd.append(_of_act(exchange(n + 1, "customer -> checkout", path, at=n), n))
    crowd[70] = replace(crowd[70], faults=("lost",), answer=None)
    drawing = drawn(crowd)

    assert float(drawing.get("height", "inf")) < 500
    assert "left out: 97 calls that went like those that are shown" in texts(drawing)
    assert red_lines(drawing) == ["fault “lost”: the work was done, the answer 200 got lost"]


def test_a_drawing_is_as_wide_as_the_report_and_stands_on_white() -> None:
    names = ["customer", "cart", "inventory", "pricing", "checkout", "payments"]
    names += ["gateway", "orders", "notifications", "mail"]
    around = [exchange(n, f"{a} -> {b}", "GET /x", at=n) for n, (a, b) in enumerate(pairwise(names), 1)]
    drawing = drawn(around)
    ground = next(drawing.iter(f"{SVG}rect"))

    assert drawing.get("width") == "1100"
    assert (ground.get("fill"), ground.get("width")) == ("#fff", "1100")


def _of_act(one: Exchange, number: int) -> Exchange:
    assert one.request
    header = ("traceparent", f"00-{number + 1:032x}-{'1' * 16}-01")
    return replace(one, request=replace(one.request, headers=(header,)))
