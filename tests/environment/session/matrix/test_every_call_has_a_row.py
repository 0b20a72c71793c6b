"""Each call of services to each other, to the gateway and to the mail server has a row, and a crash point."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from environment.session.matrix.cells import all_cells
from environment.topology import Protocol, topology
from tests.owed_entries import Place, hold_complete, hold_known
from tests.steps.vocabulary.test_every_operation_has_faults import given_steps

Call = tuple[str, str]
"""An arrow, and the word of an operation."""

_NEVER_MADE = "no service makes this call"
_MAIL = (
    "a fault of a dialog acts on the whole of it: see the row of the arrow, and lost_calls_to_the_mail_server"
)
_READS_AGAIN = (
    "a read after an outcome that is not known: see wrong_answers/gateway.txt and lost_reads_of_a_checkout"
)
_OUTBOX = "the outbox retries it as the sale of gift cards: see"
WITHOUT_ROW: dict[Call, str] = {
    (
        "checkout -> payments",
        "inquiry",
    ): "it follows an unknown outcome: see lost_reads_of_a_checkout",
    ("checkout -> payments", "look at gift cards"): "a read: see lost_calls_of_gift_cards",
    ("checkout -> payments", "release of the redemption"): "a compensation as the release from checkout to "
    "pricing: see lost_calls_of_gift_cards",
    ("orders -> notifications", "erasure"): "see lost_calls_of_an_erasure, with its kills",
    ("orders -> payments", "refund to gift cards"): f"{_OUTBOX} lost_calls_of_gift_cards",
    ("orders -> payments", "return of gift cards"): f"{_OUTBOX} lost_calls_of_sold_gift_cards",
    ("orders -> payments", "void of gift cards"): f"{_OUTBOX} lost_calls_of_sold_gift_cards",
    ("orders -> pricing", "erasure"): "see lost_calls_of_an_erasure, with its kills",
    (
        "orders -> pricing",
        "look",
    ): "a read: see lost_reads_of_customers_and_staff",
    ("payments -> gateway", "look"): _READS_AGAIN,
    ("payments -> gateway", "look at a refund"): _NEVER_MADE,
    ("payments -> gateway", "look at the refunds"): _READS_AGAIN,
    ("payments -> gateway", "search"): _READS_AGAIN,
    **{
        ("notifications -> mail", word): _MAIL
        for word in ("greeting", "hello", "sender", "recipient", "content")
    },
    **{("notifications -> mail", word): _MAIL for word in ("abort", "goodbye")},
}
WITHOUT_CRASH_POINT: dict[Call, str] = {
    ("cart -> inventory", "availability"): "a read: nothing is stored, and the customer looks again",
    ("checkout -> payments", "inquiry"): "it asks again as after a lost answer: see lost_reads_of_a_checkout",
    ("checkout -> payments", "look at gift cards"): "a read: nothing is stored, and the customer looks again",
    ("orders -> pricing", "look"): "a read: nothing is stored, and the customer asks again",
    ("payments -> gateway", "look at a refund"): _NEVER_MADE,
    ("notifications -> mail", "abort"): "it follows a refusal, after which nothing is under way",
}
_KILLED = re.compile(
    r"[a-z]+ is killed at (?:the )?(?P<word>.+?) from (?P<caller>[a-z]+) to (?P<callee>[a-z]+), .+"
)


def calls() -> Iterator[Call]:
    """What is asked of services and of doubles, and not by people; statements have their commits."""
    for point in topology().points.values():
        if point.protocol is not Protocol.POSTGRES and not topology().is_person(point.caller):
            yield from ((point.arrow, operation.word) for operation in point.operations)


def crash_points() -> Iterator[Call]:
    """The calls at which some scenario kills a service."""
    for step in given_steps():
        if found := _KILLED.fullmatch(step):
            yield f"{found['caller']} -> {found['callee']}", found["word"]


@pytest.mark.owed
def test_every_call_has_a_row_of_the_matrix() -> None:
    without = {*calls()} - {(cell.arrow, cell.row.call) for cell in all_cells()}
    hold_complete(
        (" | ".join(each) for each in without - WITHOUT_ROW.keys()),
        Place("features/resilience/matrix/arrows.txt", "# Further calls"),
        "add a row, and how each fault ends in a table beside it; or a reason to WITHOUT_ROW",
    )
    hold_known(
        WITHOUT_ROW.keys() - without,
        Place("tests/environment/session/matrix/test_every_call_has_a_row.py", "WITHOUT_ROW:"),
    )


@pytest.mark.owed
def test_services_are_killed_at_every_call() -> None:
    without = {*calls()} - {*crash_points()}
    hold_complete(
        (" | ".join(each) for each in without - WITHOUT_CRASH_POINT.keys()),
        Place("features/resilience/calls_of_every_journey.feature"),
        "let a journey make it, or kill at it in a scenario; or add a reason to WITHOUT_CRASH_POINT",
    )
    hold_known(
        WITHOUT_CRASH_POINT.keys() - without,
        Place("tests/environment/session/matrix/test_every_call_has_a_row.py", "WITHOUT_CRASH_POINT:"),
    )
