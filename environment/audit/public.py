"""What everybody may see of a scenario's checkouts: for a target whose databases cannot be read.

Customers look at their orders, the gateway's account at its payments, and whoever got mail at the mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from environment.audit import outside
from environment.audit.books import Books, Charge, Checkout, Mail, Order, Payment
from steps.drivers.api import Refused
from steps.drivers.checkout import Bought
from steps.drivers.orders import Order as OrderSeen
from steps.drivers.people import Person
from steps.drivers.world import World

READ = frozenset({"checkouts", "orders", "charges"})
_TOLD = ("pending", "refunded", "failed")  # the money went out, also if it came back
_GIVEN_BACK = ("refunded", "pending")


@dataclass(frozen=True)
class PublicBooks:
    """The books of one scenario, as far as its people see them."""

    world: World
    with_mails: bool

    def __call__(self) -> Books:
        """As they are now. Raises what the drivers raise when somebody does not answer."""
        people = [*self.world.people.known.values()]
        seen = [
            (person, bought, self._order(person, bought)) for person in people for bought in _bought(person)
        ]
        orders = [(bought, person, order) for person, bought, order in seen if order]
        return Books(
            checkouts=tuple(_checkout(person, bought) for person, bought, _ in seen),
            orders=tuple(_row(bought, person, order) for bought, person, order in orders),
            payments=tuple(_given_back(bought, order) for bought, _, order in orders),
            charges=tuple(self._charges(people)),
            mails=tuple(self._mails(people)) if self.with_mails else (),
            now=self.world.clock.now(),
        )

    def _order(self, person: Person, bought: Bought) -> OrderSeen | None:
        try:
            return self.world.shop.orders.numbered(person.credentials, bought.order_number)
        except Refused:
            return None

    def _charges(self, people: list[Person]) -> Iterator[Charge]:
        ids = {each for person in people for each in person.checkout_ids}
        for place, found in enumerate(self.world.shop.gateway.charges(ids)):
            yield Charge(
                payment_id=f"payment {place + 1}",
                checkout_id=found.checkout_id,
                status=found.status,
                currency=found.currency,
                amount=found.amount,
                held=found.held,
                captured=found.captured,
                refunded=found.refunded,
            )

    def _mails(self, people: list[Person]) -> Iterator[Mail]:
        for person in people:
            for found in self.world.shop.inbox.of(person.email):
                about = outside.about(found.message_id)
                total = outside.total_stated(found.text)
                yield Mail(*about, (person.email,), found.subject, total)


def _bought(person: Person) -> Iterator[Bought]:
    """Each checkout that was accepted, once."""
    accepted = [found.outcome for found in person.attempts if isinstance(found.outcome, Bought)]
    yield from {bought.checkout_id: bought for bought in accepted}.values()


def _checkout(person: Person, bought: Bought) -> Checkout:
    total = bought.grand_total
    return Checkout(
        checkout_id=bought.checkout_id,
        cart_id=person.cart_id or "",
        state="completed",
        step="",
        attempts=1,
        finished=True,
        order_number=bought.order_number,
        agreed=total.amount,
        currency=total.currency,
    )


def _row(bought: Bought, person: Person, order: OrderSeen) -> Order:
    return Order(
        checkout_id=bought.checkout_id,
        number=order.order_number,
        state=order.state,
        email=person.email,
        currency=order.grand_total.currency,
        grand_total=order.grand_total.amount,
        paid=order.state != "placed",
        mismatched_capture=None,
        discount_code=None,
        refunds=sum(refund.state in _TOLD for refund in order.refunds),
        failed_refunds=sum(refund.state == "failed" for refund in order.refunds),
    )


def _given_back(bought: Bought, order: OrderSeen) -> Payment:
    """What the staff gave back of it: the order says so."""
    back = sum(refund.amount.amount for refund in order.refunds if refund.state in _GIVEN_BACK)
    total = order.grand_total
    return Payment(bought.checkout_id, "", total.currency, total.amount, 0, back, False, False, None)
