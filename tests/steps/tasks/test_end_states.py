"""How a customer may end up: each end holds for what it says, and for nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from steps.tasks.journeys import end_states as endings
from steps.tasks.journeys.end_states import ENDS, CustomerState, end, stays
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine

TOTAL, PART = Money(1900, "USD"), Money(500, "USD")
EUROS = Money(1900, "EUR")
TAKEN, BACK = StatementLine.charge("card", TOTAL), StatementLine.charge("card", TOTAL, TOTAL)
PARTLY_BACK = StatementLine.charge("card", TOTAL, PART)
STATES = {
    "the order is made": CustomerState((("paid", TOTAL),), (), (TAKEN,)),
    "the payment is reversed": CustomerState((), (), (StatementLine.released_hold("card", TOTAL),)),
    "nothing has begun": CustomerState((), (), ()),
    "the order is canceled": CustomerState((("canceled", TOTAL),), (), (BACK,)),
    "the webhook is still to come": CustomerState((("paid", TOTAL),), (), (PARTLY_BACK,)),
    "the refund is made": CustomerState((("paid", TOTAL),), (("refunded", PART),), (PARTLY_BACK,)),
    "the order is unpaid": CustomerState((("placed", TOTAL),), (), (StatementLine.hold("card", TOTAL),)),
    "the order is flagged": CustomerState((("paid", TOTAL),), (), (TAKEN,), ("dispute",)),
    "the order waits for its transfer": CustomerState((("awaiting", TOTAL),), (), (), method="advance"),
    "the transfer has paid the order": CustomerState((("paid", TOTAL),), (), (), method="advance"),
    "the deadline has canceled the order": CustomerState((("canceled", TOTAL),), (), (), method="advance"),
    "the parcel has left": CustomerState((("paid", TOTAL),), (), (TAKEN,), parcels=1),
    "the copies have come back": CustomerState((("paid", TOTAL),), (), (TAKEN,), parcels=1, returns=1),
    "the total is held": CustomerState((("paid", TOTAL),), (), (StatementLine.hold("card", TOTAL),)),
    "the parcel is charged": CustomerState(
        (("paid", TOTAL),), (), (StatementLine.parts("card", PART, held=Money(1400, "USD")),), parcels=1
    ),
    "the order is owed": CustomerState((("owed", TOTAL),), (), (), method="invoice"),
    "the gift card has paid a part": CustomerState(
        (("paid", TOTAL),), (), (StatementLine.charge("card", Money(1400, "USD")),), redeemed=PART
    ),
}
BREACHES = {
    "charged without an order": CustomerState((), (), (TAKEN,)),
    "charged twice": CustomerState((("paid", TOTAL),), (), (TAKEN, TAKEN)),
    "a hold is left": CustomerState((), (), (StatementLine.hold("card", TOTAL),)),
    "two orders": CustomerState((("paid", TOTAL), ("paid", TOTAL)), (), (TAKEN,)),
    "not paid yet": CustomerState((("placed", TOTAL),), (), (TAKEN,)),
    "refunded twice": CustomerState(
        (("paid", TOTAL),), (("refunded", PART),), (StatementLine.charge("card", TOTAL, Money(1000, "USD")),)
    ),
    "another currency": CustomerState((("paid", TOTAL),), (), (StatementLine.charge("card", EUROS),)),
    "a card was charged beside the transfer": CustomerState(
        (("paid", TOTAL),), (), (StatementLine.charge("card", TOTAL),), method="advance"
    ),
    "a parcel has charged the whole": CustomerState((("paid", TOTAL),), (), (TAKEN, TAKEN), parcels=1),
    "the rest is not held any more": CustomerState(
        (("paid", TOTAL),), (), (StatementLine.parts("card", PART, released=Money(1400, "USD")),), parcels=1
    ),
    "charged beside the invoice": CustomerState((("owed", TOTAL),), (), (TAKEN,), method="invoice"),
    "another method": CustomerState((("paid", TOTAL),), (), (StatementLine.charge("wallet", TOTAL),)),
}
ALIKE = {
    ("the order is unchanged", "the order is made"),
    ("the payment is reversed", "the order is canceled"),
    ("the order is made", "the order is flagged"),
    ("the order is unchanged", "the order is flagged"),
    ("the order is made", "the parcel has left"),
    ("the order is made", "the copies have come back"),
}


@pytest.mark.parametrize("said", ENDS)
@pytest.mark.parametrize("found", STATES)
def test_an_end_is_told_from_every_other(said: str, found: str) -> None:
    assert end(said).reached(STATES[found]) == (said == found or (said, found) in ALIKE)


@pytest.mark.parametrize("said", ENDS)
@pytest.mark.parametrize("breach", BREACHES)
def test_no_end_is_a_breach(said: str, breach: str) -> None:
    assert not end(said).reached(BREACHES[breach])


def test_an_end_may_leave_a_second_copy_of_the_mail() -> None:
    assert end("the order is made").leaves is None
    leaves = end("the order is made and its mail is sent twice").leaves
    assert leaves is not None
    assert leaves[0] == "mail twice"


def test_an_unknown_end_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="there is no end 'all is well'; there are: the order is made"):
        end("all is well")


@pytest.mark.parametrize(
    "said",
    [
        "nothing has begun",
        "the order is unchanged",
        "the order waits for its transfer",
        "the total is held",
        "the parcel has left",
    ],
)
def test_an_end_that_was_true_from_the_start_must_stay_true(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "customer_state", lambda shop: shop.now)
    quiet: Any = SimpleNamespace(now=STATES.get(said, STATES["the order is made"]))
    quiet.wait_until_idle = lambda: None
    stays(quiet, end(said))
    quiet.wait_until_idle = lambda: setattr(quiet, "now", STATES["the order is canceled"])
    with pytest.raises(AssertionError, match=f"{said}, but then the shop went on: .*canceled"):
        stays(quiet, end(said))
