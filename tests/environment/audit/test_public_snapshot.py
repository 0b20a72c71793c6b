"""Public APIs of customers, staff and the gateway are enough to find a harm, and to find no false one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from environment.audit.checks import audit
from environment.audit.facts.public_snapshot import (
    PUBLIC_PARTS,
    PublicSnapshot,
    announced_orders,
    readable_parts,
)
from environment.audit.facts.snapshot import AnnouncedOrder
from environment.audit.partial_audit import possible_checks
from steps.drivers.api import NotOffered, Refused
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, OrderConfirmation
from steps.drivers.gateway import Charge
from steps.drivers.orders import Order, Refund
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

TOTAL = Money(1900, "USD")
BOUGHT = OrderConfirmation("c1", "BK-1", TOTAL)
PART = Money(500, "USD")
TAKEN = Charge("c1", "succeeded", TOTAL, StatementLine.charge("card", TOTAL))
PARTLY_BACK = Charge("c1", "succeeded", TOTAL, StatementLine.charge("card", TOTAL, PART))
BACK = Charge("c1", "succeeded", TOTAL, StatementLine.charge("card", TOTAL, TOTAL))
ASKED = Charge("c1", "requires_action", TOTAL, StatementLine.charge("card", TOTAL.nothing))
CHALLENGE = ChallengeRequired("confirmation-needed", "confirm it", 202, {"checkout_id": "c1"})
DECLINED = Refused("payment-declined", "declined", 402, {"checkout_id": "c1"})
UNKNOWN = Refused("not-found", "no such thing", 404)


def order(state: str = "paid", *refunds: Refund) -> Order:
    return Order("BK-1", state, TOTAL, (), Money(0, "USD"), refunds)


@dataclass
class Shop:
    """A shop with one checkout: the answers of its services. None is a refusal."""

    charges: tuple[Charge, ...] = ()
    progress: CheckoutProgress | NotOffered | None = None
    own: Order | None = None
    staffs: Order | None = None

    def breaches(self, *outcomes: OrderConfirmation | Refused) -> list[str]:
        """The kinds of breaches after the checkouts of one customer had these outcomes."""
        snapshot = PublicSnapshot(self.world(*outcomes), with_mails=False)()
        return [str(breach.kind) for breach in audit(snapshot, {}, possible_checks(PUBLIC_PARTS))]

    def world(self, *outcomes: OrderConfirmation | Refused) -> World:
        """A world with one customer, whose checkouts had these outcomes."""
        attempts = [Attempt("the checkout", outcome) for outcome in outcomes]
        submission = ("key", {"expected_total": TOTAL.body()})
        person = Actor(
            "guest", "guest@readers.example", {}, None, attempts=attempts, submissions=[submission]
        )
        world = SimpleNamespace(
            actors=SimpleNamespace(known={"guest": person}, staff=dict),
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
    if isinstance(value, NotOffered):
        raise value
    return value


def test_a_paid_order_is_no_breach() -> None:
    assert Shop((TAKEN,), own=order()).breaches(BOUGHT) == []


def test_a_customer_who_confirms_at_the_bank_and_does_not_return_has_the_order() -> None:
    assert Shop((TAKEN,), CheckoutProgress("completed", BOUGHT), order()).breaches(CHALLENGE) == []


def test_a_hold_that_waits_for_the_customers_bank_is_no_breach() -> None:
    assert Shop((ASKED,), CheckoutProgress("waiting", None)).breaches(CHALLENGE) == []


def test_the_order_of_a_guest_with_another_cart_is_read_by_the_staff() -> None:
    assert Shop((TAKEN,), staffs=order()).breaches(BOUGHT) == []
    assert Shop((TAKEN,), staffs=order()).breaches(CHALLENGE) == []


def test_a_running_checkout_is_unfinished_and_not_charged_without_an_order() -> None:
    assert Shop((TAKEN,), CheckoutProgress("running", None)).breaches(CHALLENGE) == ["checkout unfinished"]


def test_a_canceled_order_is_no_breach_once_it_is_refunded() -> None:
    assert Shop((BACK,), own=order("canceled")).breaches(BOUGHT) == []
    assert Shop((TAKEN,), own=order("canceled")).breaches(BOUGHT) == ["money not refunded"]


@pytest.mark.parametrize("state", ["asked", "pending", "refunded"])
def test_a_refund_is_no_breach_once_the_gateway_has_made_it(state: str) -> None:
    own = order("paid", Refund("r1", state, Money(500, "USD"), Money(0, "USD"), Money(0, "USD")))
    assert Shop((PARTLY_BACK,), own=own).breaches(BOUGHT) == []
    assert Shop((TAKEN,), own=own).breaches(BOUGHT) == ["wrong amount"]


def test_payments_of_other_checkouts_are_not_read() -> None:
    others = Charge("c2", "succeeded", PART, StatementLine.charge("card", PART))
    assert Shop((TAKEN, others), own=order()).breaches(BOUGHT) == []


def test_a_charge_for_a_refused_checkout_is_a_breach() -> None:
    assert Shop((TAKEN,), CheckoutProgress("refused", None)).breaches(DECLINED) == [
        "charged without an order"
    ]


def test_an_order_that_no_service_shows_is_lost() -> None:
    assert Shop(()).breaches(BOUGHT) == ["lost order"]
    assert "charged without an order" in Shop((TAKEN,)).breaches(BOUGHT)


def test_a_hold_for_the_bank_is_no_breach_where_the_shop_shows_no_checkout_under_way() -> None:
    hidden = NotOffered("a checkout is not shown")
    assert Shop((ASKED,), hidden).breaches(CHALLENGE) == []
    assert Shop((TAKEN,), hidden).breaches(DECLINED) == ["charged without an order"]


def test_without_the_order_of_a_checkout_no_order_is_called_lost() -> None:
    assert readable_parts({"refunds.order_of": "the staff has no list"}) == {"checkouts", "charges"}
    assert readable_parts({}) == PUBLIC_PARTS


def test_every_announced_order_is_remembered() -> None:
    again = replace(BOUGHT, order_number="BK-2")
    assert announced_orders(Shop().world(BOUGHT, DECLINED, again)) == (
        AnnouncedOrder("c1", "BK-1"),
        AnnouncedOrder("c1", "BK-2"),
    )


def test_a_charge_for_an_unknown_checkout_is_a_breach() -> None:
    assert Shop((TAKEN,)).breaches(CHALLENGE) == ["charged without an order"]


def test_a_canceled_order_was_paid_only_where_its_total_was_taken() -> None:
    def paid(*charges: Charge) -> bool:
        shop = Shop(charges, own=order("canceled"))
        return PublicSnapshot(shop.world(BOUGHT), with_mails=False)().orders[0].paid

    never = Charge("c1", "canceled", TOTAL, StatementLine.charge("card", TOTAL.nothing))
    assert (paid(BACK), paid(never), paid()) == (True, False, False)
