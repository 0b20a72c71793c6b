"""The views of customers, staff and the gateway account tell a breach from what resembles one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from environment.audit.checks import audit
from environment.audit.partly import possible
from environment.audit.public import READ, PublicBooks, told
from environment.audit.snapshot import Told
from steps.drivers.api import Refused
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, PlacedOrder
from steps.drivers.gateway import Charge
from steps.drivers.orders import Order, Refund
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

TOTAL = Money(1900, "USD")
BOUGHT = PlacedOrder("c1", "BK-1", TOTAL)
TAKEN = Charge("c1", "succeeded", 1900, 1900, 0, "USD")
BACK = Charge("c1", "succeeded", 1900, 1900, 1900, "USD")
ASKED = Charge("c1", "requires_action", 1900, 0, 0, "USD")
CHALLENGE = ChallengeRequired("confirmation-needed", "confirm it", 202, {"checkout_id": "c1"})
DECLINED = Refused("payment-declined", "declined", 402, {"checkout_id": "c1"})
UNKNOWN = Refused("not-found", "no such thing", 404)


def order(state: str = "paid", *refunds: Refund) -> Order:
    return Order("BK-1", state, TOTAL, (), Money(0, "USD"), refunds)


@dataclass
class Shop:
    """A shop of one checkout: what each of its APIs answers. None is a refusal."""

    charges: tuple[Charge, ...] = ()
    progress: CheckoutProgress | None = None
    own: Order | None = None
    staffs: Order | None = None

    def books(self, *outcomes: PlacedOrder | Refused) -> list[str]:
        """The kinds of breaches that are found after the person's checkouts had these outcomes."""
        books = PublicBooks(self.world(*outcomes), with_mails=False)()
        return [str(breach.kind) for breach in audit(books, {}, possible(READ))]

    def world(self, *outcomes: PlacedOrder | Refused) -> World:
        """A world with one person, whose checkouts had these outcomes."""
        attempts = [Attempt("the checkout", outcome) for outcome in outcomes]
        submission = ("key", {"expected_total": TOTAL.body()})
        actor = Actor("guest", "guest@readers.example", {}, None, attempts=attempts, submissions=[submission])
        world = SimpleNamespace(
            actors=SimpleNamespace(known={"guest": actor}, staff=dict),
            clock=SimpleNamespace(now=lambda: datetime.now(UTC)),
            shop=SimpleNamespace(
                checkout=SimpleNamespace(progress=lambda *_: answered(self.progress)),
                orders=SimpleNamespace(numbered=lambda *_: answered(self.own)),
                refunds=SimpleNamespace(order_of=lambda *_: self.staffs),
                gateway=SimpleNamespace(
                    charges=lambda ids: tuple(each for each in self.charges if each.checkout_id in ids)
                ),
            ),
        )
        return cast("World", world)


def answered(value: Any) -> Any:
    if value is None:
        raise UNKNOWN
    return value


def test_an_order_that_is_paid_once_is_no_breach() -> None:
    assert Shop((TAKEN,), own=order()).books(BOUGHT) == []


def test_a_customer_who_confirms_at_the_bank_and_does_not_return_has_the_order() -> None:
    assert Shop((TAKEN,), CheckoutProgress("completed", BOUGHT), order()).books(CHALLENGE) == []


def test_a_payment_that_waits_for_the_bank_is_no_breach() -> None:
    assert Shop((ASKED,), CheckoutProgress("waiting", None)).books(CHALLENGE) == []


def test_a_guest_with_a_new_cart_still_has_the_order_of_the_first() -> None:
    assert Shop((TAKEN,), staffs=order()).books(BOUGHT) == []
    assert Shop((TAKEN,), staffs=order()).books(CHALLENGE) == []


def test_a_running_checkout_is_unfinished_and_not_yet_charged_without_an_order() -> None:
    assert Shop((TAKEN,), CheckoutProgress("running", None)).books(CHALLENGE) == ["checkout unfinished"]


def test_a_canceled_order_is_no_breach_once_its_money_is_refunded() -> None:
    assert Shop((BACK,), own=order("canceled")).books(BOUGHT) == []
    assert Shop((TAKEN,), own=order("canceled")).books(BOUGHT) == ["money not returned"]


@pytest.mark.parametrize("state", ["asked", "pending", "refunded"])
def test_a_refund_is_no_breach_once_the_gateway_has_made_it(state: str) -> None:
    own = order("paid", Refund("r1", state, Money(500, "USD"), Money(0, "USD"), Money(0, "USD")))
    assert Shop((replace(TAKEN, refunded=500),), own=own).books(BOUGHT) == []
    assert Shop((TAKEN,), own=own).books(BOUGHT) == ["wrong amount"]


def test_charges_of_other_scenarios_are_not_audited() -> None:
    others = Charge("c2", "succeeded", 500, 500, 0, "USD")
    assert Shop((TAKEN, others), own=order()).books(BOUGHT) == []


def test_a_charge_for_a_refused_checkout_is_a_breach() -> None:
    assert Shop((TAKEN,), CheckoutProgress("refused", None)).books(DECLINED) == ["charged without an order"]


def test_an_order_that_no_api_shows_any_more_is_lost() -> None:
    assert Shop(()).books(BOUGHT) == ["lost order"]
    assert "charged without an order" in Shop((TAKEN,)).books(BOUGHT)


def test_each_order_that_an_answer_named_is_remembered() -> None:
    again = replace(BOUGHT, order_number="BK-2")
    assert told(Shop().world(BOUGHT, DECLINED, again)) == (Told("c1", "BK-1"), Told("c1", "BK-2"))


def test_a_charge_for_a_checkout_that_no_api_shows_is_a_breach() -> None:
    assert Shop((TAKEN,)).books(CHALLENGE) == ["charged without an order"]
