"""The correlation of a request: adopted, replaced where it is malformed, passed on."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.correlation import (
    Correlation,
    correlated,
    correlation_of,
    current,
    current_or_none,
)

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_the_callers_trace_and_baggage_are_kept_under_a_span_of_our_own() -> None:
    found = correlation_of({"traceparent": f"00-{TRACE}-{SPAN}-01", "baggage": "scenario=7"})
    assert (found.trace_id, found.baggage) == (TRACE, "scenario=7")
    assert found.span_id != SPAN


def test_the_next_hop_has_the_same_trace_and_another_span() -> None:
    here = Correlation(TRACE, SPAN, "scenario=7")
    there = correlation_of(here.headers())
    assert (there.trace_id, there.baggage) == (TRACE, "scenario=7")
    assert here.headers()["traceparent"] != here.headers()["traceparent"]


def test_no_baggage_header_is_sent_where_there_is_no_baggage() -> None:
    assert set(Correlation(TRACE, SPAN).headers()) == {"traceparent"}


@pytest.mark.parametrize(
    "malformed",
    ["", "nonsense", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01-x"],
)
def test_a_malformed_trace_is_replaced_by_a_new_one(malformed: str) -> None:
    trace = correlation_of({"traceparent": malformed}).trace_id
    assert len(trace) == 32
    assert trace not in (TRACE, TRACE.upper(), "0" * 32)


@pytest.mark.parametrize("unsound", ["k=" + "v" * 8192, "name=Zoë", "a=b\r\nx: y", "a=\x00"])
def test_baggage_that_cannot_be_passed_on_is_dropped(unsound: str) -> None:
    assert correlation_of({"baggage": unsound}).baggage == ""


@given(st.text(), st.text())
def test_the_headers_that_are_passed_on_are_plain_ascii(traceparent: str, baggage: str) -> None:
    headers = correlation_of({"traceparent": traceparent, "baggage": baggage}).headers()
    assert all(value.isascii() and "\n" not in value for value in headers.values())


def test_a_correlation_is_bound_for_what_is_done_inside_it_and_no_longer() -> None:
    outer, inner = Correlation(TRACE, SPAN), Correlation("a" * 32, SPAN)
    with correlated(outer):
        with correlated(inner):
            assert current() is inner
        assert current() is outer
    assert current_or_none() is None


def test_another_thread_has_a_correlation_of_its_own() -> None:
    seen: list[Correlation | None] = []
    with correlated(Correlation(TRACE, SPAN)):
        thread = threading.Thread(target=lambda: seen.append(current_or_none()))
        thread.start()
        thread.join()
    assert seen == [None]
