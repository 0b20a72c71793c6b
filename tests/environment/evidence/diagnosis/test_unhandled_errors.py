"""Errors in the logs of services: which ones are found, what is told of them, and where they belong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from environment.evidence.diagnosis.unhandled_errors import UnhandledError, unhandled_errors_in
from tests.environment.evidence.recording.sample_exchanges import T0, RecordedCheckout, exchange

from .green_checkout import PAY, baseline, cause_of

_TRACEBACK = "Traceback (most recent call last):"


def test_an_error_of_a_worker_is_inside_its_service_whatever_call_it_follows() -> None:
    line = (
        '{"time": "2023-11-14T22:13:20.065+00:00", "level": "error", "event": "a worker\'s act failed", '
        '"trace_id": null, "worker": "mail", "exception": "KeyError: \'to\'"}'
    )
    (error,) = unhandled_errors_in("orders", [line])
    assert cause_of(RecordedCheckout().exchanges(), unhandled=[error]).arrow == "inside orders"


def test_an_error_belongs_to_the_call_with_its_trace_before_one_without_any() -> None:
    edge = "gateway -> payments"
    for trace, status, arrow in (
        ("a" * 32, 500, PAY), ("b" * 32, 500, edge), ("b" * 32, 200, "inside payments"),
    ):  # fmt: skip
        webhook = exchange(20, edge, "POST /webhooks/stripe", status, at=50)
        webhook = (
            replace(webhook, request=replace(webhook.request, headers=())) if webhook.request else webhook
        )
        calls = [*RecordedCheckout().exchanges(), webhook]
        error = UnhandledError("payments", "KeyError: 'status'", T0 + 0.052, trace)
        assert cause_of(calls, baseline(calls), unhandled=[error]).arrow == arrow


def test_unhandled_errors_are_found_in_json_lines_and_in_bare_tracebacks() -> None:
    line = (
        '{"time": "2026-01-31T10:00:00.500+00:00", "level": "error", "event": "unhandled exception", '
        '"trace_id": "abc", "exception": "Traceback ...\\n  File x\\n'
        "KeyError: 'sk_test_51Habcdefgh'\\n(Background on this error)\"}"
    )
    bare = ["Traceback (most recent call last):", '  File "x.py", line 1', "ValueError: no", "later"]
    found = list(unhandled_errors_in("orders", ['{"event": "request"}', "noise", line, *bare, "{broken"]))

    assert [each.error for each in found] == ["KeyError: 'sk_test_***'", "ValueError: no"]
    assert (found[0].at, found[0].trace) == (1769853600.5, "abc")


@pytest.mark.parametrize(
    "notes", ["DETAIL:  Key (email)=(ada@example.com) exists.", "HINT: x\nCONTEXT:  COPY a"]
)
def test_the_rows_that_postgresql_quotes_are_no_part_of_the_error(notes: str) -> None:
    first = f"{_TRACEBACK}\n  File x\nKeyError: 1\n\nDuring ...:\n\n"
    trace = f"{first}{_TRACEBACK}\n  File y\nUnique: twice\n{notes}\n"
    line = json.dumps({"exception": trace})
    assert [each.error for each in unhandled_errors_in("orders", [line])] == ["Unique: twice"]
    assert [each.error for each in unhandled_errors_in("orders", trace.splitlines())][-1] == "Unique: twice"
