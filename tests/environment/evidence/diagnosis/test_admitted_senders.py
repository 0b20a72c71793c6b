"""A sender without valid credentials who is let in is the cause of all that follows, also of a refusal."""

from __future__ import annotations

import pytest

from environment.evidence.diagnosis.root_cause import find_root_cause
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.diagnosis.green_checkout import SUBMIT, baseline, cause_of
from tests.environment.evidence.recording.sample_exchanges import exchange

LOOK = "checkout -> cart"
CART = "GET /carts/11111111-1111-1111-1111-111111111111"


def bought(*, with_copies: int, at: int, status: int = 201) -> list[Exchange]:
    """A checkout, and the look at the cart that is part of it."""
    looked = exchange(at + 2, LOOK, CART, at=at + 5, answer_body={"quantity": with_copies})
    return [exchange(at + 1, SUBMIT, "POST /checkouts", status, at=at, took=50), looked]


FIRST = bought(with_copies=1, at=100)
REFUSED = exchange(201, SUBMIT, "POST /checkouts", 401, at=200, took=5)
GREEN = baseline([*FIRST, REFUSED])


@pytest.mark.parametrize("status", [201, 409, 422])
def test_who_is_let_in_instead_of_refused_precedes_what_the_callee_asks_others(status: int) -> None:
    found = cause_of([*FIRST, *bought(with_copies=2, at=200, status=status)], GREEN)

    assert found.headline.splitlines()[0] == (
        f"[customer -> checkout] POST /checkouts answered {status}, in the baseline 401"
    )
    assert found.exchange
    assert found.exchange.number == 201


def test_a_refusal_of_another_kind_follows_from_what_is_wrong_inside() -> None:
    green = baseline([*FIRST, *bought(with_copies=1, at=200, status=409)])
    assert cause_of([*FIRST, *bought(with_copies=2, at=200, status=201)], green).arrow == LOOK


def test_a_scenario_that_ended_before_the_sender_came_is_no_admission() -> None:
    assert find_root_cause(FIRST, baseline=GREEN) is None
    wrong = bought(with_copies=2, at=100)
    assert cause_of(wrong, GREEN).arrow == LOOK


def test_whom_something_is_allowed_is_decided_before_what_is_asked_for_it() -> None:
    refused = exchange(301, SUBMIT, "POST /checkouts", 403, at=300, took=5)
    green = baseline([*bought(with_copies=1, at=100)[1:], refused])
    accepted, looked = bought(with_copies=2, at=300)
    assert cause_of([*bought(with_copies=1, at=100)[1:], accepted, looked], green).arrow == SUBMIT
