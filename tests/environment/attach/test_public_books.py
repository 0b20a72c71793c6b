"""What people, staff and the gateway's account see is enough to tell a harm from what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from environment.audit.checks import audit
from environment.audit.partial_audit import possible
from environment.audit.public_snapshot import READ, PublicBooks, told
from environment.audit.snapshot import Told
from steps.drivers.api import Refused
from steps.drivers.checkout import Bought, ChallengeAsked, Progress
from steps.drivers.gateway import Charge
from steps.drivers.orders import Order, Refund
from steps.vocabulary.money import Money
from steps.world.actors import Person
from steps.world.attempt import Attempt
from steps.world.world import World

TOTAL = Money(1900, "USD")
BOUGHT = Bought("c1", "BK-1", TOTAL)
TAKEN = Charge("c1", "succeeded", 1900, 1900, 0, "USD")
BACK = Charge("c1", "succeeded", 1900, 1900, 1900, "USD")
ASKED = Charge("c1", "requires_action", 1900, 0, 0, "USD")
CHALLENGE = ChallengeAsked("confirmation-needed", "confirm it", 202, {"checkout_id": "c1"})
DECLINED = Refused("payment-declined", "declined", 402, {"checkout_id": "c1"})
UNKNOWN = Refused("not-found", "no such thing", 404)


def order(state: str = "paid", *refunds: Refund) -> Order:
    return Order("BK-1", state, TOTAL, (), Money(0, "USD"), refunds)


@dataclass
class Shop:
    """A shop of one checkout: what each side of it answers. None is a refusal."""

    charges: tuple[Charge, ...] = ()
    progress: Progress | None = None
    own: Order | None = None
    staffs: Order | None = None

    def books(self, *outcomes: Bought | Refused) -> list[str]:
        """The kinds of breaches that are found after the person's checkouts had these outcomes."""
        books = PublicBooks(self.world(*outcomes), with_mails=False)()
        return [str(breach.kind) for breach in audit(books, {}, possible(READ))]

    def world(self, *outcomes: Bought | Refused) -> World:
        """A world with one person, whose checkouts had these outcomes."""
        attempts = [Attempt("the checkout", outcome) for outcome in outcomes]
        submission = ("key", {"expected_total": TOTAL.body()})
        person = Person(
            "guest", "guest@readers.example", {}, None, attempts=attempts, submissions=[submission]
        )
        world = SimpleNamespace(
            people=SimpleNamespace(known={"guest": person}, staff=dict),
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


def test_who_buys_and_pays_once_has_harmed_nobody() -> None:
    assert Shop((TAKEN,), own=order()).books(BOUGHT) == []


def test_a_customer_who_confirms_at_the_bank_and_never_comes_back_has_their_order() -> None:
    assert Shop((TAKEN,), Progress("completed", BOUGHT), order()).books(CHALLENGE) == []


def test_a_payment_that_waits_for_the_customers_bank_is_rightly_held() -> None:
    assert Shop((ASKED,), Progress("waiting", None)).books(CHALLENGE) == []


def test_a_guest_with_another_cart_by_now_still_has_the_order_of_the_first() -> None:
    assert Shop((TAKEN,), staffs=order()).books(BOUGHT) == []
    assert Shop((TAKEN,), staffs=order()).books(CHALLENGE) == []


def test_a_checkout_that_still_runs_has_not_ended_and_is_charged_for_nothing_yet() -> None:
    assert Shop((TAKEN,), Progress("running", None)).books(CHALLENGE) == ["checkout unfinished"]


def test_a_canceled_order_is_no_harm_once_its_money_is_back() -> None:
    assert Shop((BACK,), own=order("canceled")).books(BOUGHT) == []
    assert Shop((TAKEN,), own=order("canceled")).books(BOUGHT) == ["money not returned"]


@pytest.mark.parametrize("state", ["asked", "pending", "refunded"])
def test_a_refund_is_no_harm_once_its_money_is_back(state: str) -> None:
    own = order("paid", Refund("r1", state, Money(500, "USD"), Money(0, "USD"), Money(0, "USD")))
    assert Shop((replace(TAKEN, refunded=500),), own=own).books(BOUGHT) == []
    assert Shop((TAKEN,), own=own).books(BOUGHT) == ["wrong amount"]


def test_money_of_others_is_not_looked_at() -> None:
    others = Charge("c2", "succeeded", 500, 500, 0, "USD")
    assert Shop((TAKEN, others), own=order()).books(BOUGHT) == []


def test_who_is_charged_for_a_refused_checkout_is_harmed() -> None:
    assert Shop((TAKEN,), Progress("refused", None)).books(DECLINED) == ["charged without an order"]


def test_an_order_that_nobody_sees_any_more_is_lost() -> None:
    assert Shop(()).books(BOUGHT) == ["lost order"]
    assert "charged without an order" in Shop((TAKEN,)).books(BOUGHT)


def test_everybody_who_was_told_of_an_order_is_remembered() -> None:
    again = replace(BOUGHT, order_number="BK-2")
    assert told(Shop().world(BOUGHT, DECLINED, again)) == (Told("c1", "BK-1"), Told("c1", "BK-2"))


def test_a_charge_for_a_checkout_that_nobody_knows_any_more_is_a_harm() -> None:
    assert Shop((TAKEN,)).books(CHALLENGE) == ["charged without an order"]
