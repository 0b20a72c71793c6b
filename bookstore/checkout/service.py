"""The use cases of checkouts: submit, resume, find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from bookstore.checkout import store
from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.errors import (
    CartChanged,
    CartClosed,
    CartEmpty,
    CheckoutInProgress,
    GiftCardForGiftCard,
    KeyInFlight,
    KeyReused,
    NoSuchCart,
    NoSuchCheckout,
    NotAllShipped,
)
from bookstore.checkout.messages import CartSnapshot
from bookstore.checkout.model import Checkout, CheckoutState
from bookstore.checkout.saga import CheckoutStep
from bookstore.checkout.saga_runner import SagaRunner
from bookstore.checkout.schemas import Submission
from bookstore.checkout.step_outcomes import SUPERSEDED
from bookstore.checkout.transfer_deadline import TransferPeriods
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.http import ServiceClient


@dataclass(frozen=True)
class CheckoutService:
    """The checkouts of all buyers."""

    database: Database
    clock: Clock
    cart: ServiceClient
    saga_runner: SagaRunner
    terms: TransferPeriods

    def submit(
        self, buyer: StoredBuyer, cart_credentials: Mapping[str, str], key: str, submission: Submission
    ) -> Checkout:
        """Buy the cart; a repeated key returns the first checkout.

        Raises a CheckoutError where no checkout was begun, CallFailed where the cart service does not answer.
        """
        request_hash = fingerprint(submission)
        known = self._known(buyer, key, request_hash)
        if known is not None:
            return known
        cart = self._cart(submission.cart_id, cart_credentials, submission.cart_version)
        _check_means(cart, submission)
        _demand_shipped(cart, submission)
        begun = self._buy(buyer, cart, submission, key, request_hash)
        if begun is None and self._supersede_waiting(buyer, submission.cart_id):
            begun = self._buy(buyer, cart, submission, key, request_hash)
        return begun or self._collided(buyer, key, request_hash, submission.cart_id)

    def resume(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout:
        """Resume the checkout that waited for its customer.

        Raises NoSuchCheckout, also for a checkout of another buyer.
        """
        with self.saga_runner.in_progress.on(checkout_id):
            claimed = self._claimed(buyer, checkout_id)
            if claimed is not None:
                self.saga_runner.run(claimed, customer_returned=True)
        return self.find(buyer, checkout_id)

    def find(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout:
        """The buyer's checkout; raises NoSuchCheckout, also for a checkout of another buyer."""
        with self.database.reading() as connection:
            found = store.by_id(connection, str(buyer), checkout_id)
        if found is None:
            raise NoSuchCheckout("there is no such checkout")
        return found

    def _buy(
        self, buyer: StoredBuyer, cart: CartSnapshot, submission: Submission, key: str, request_hash: str
    ) -> Checkout | None:
        """A new checkout after its first run; None where the key or the cart is taken."""
        checkout = self._new(buyer, cart, submission)
        with self.saga_runner.in_progress.on(checkout.checkout_id):
            with self.database.transaction() as connection:
                begun = store.insert(connection, checkout, key, request_hash)
            return self.saga_runner.run(checkout) if begun else None

    def _supersede_waiting(self, buyer: StoredBuyer, cart_id: UUID) -> bool:
        """Compensate the waiting checkout of this cart: a new submission replaces an unconfirmed payment."""
        with self.database.reading() as connection:
            waiting = store.waiting_of_cart(connection, str(buyer), cart_id)
        if waiting is None:
            return False
        with self.saga_runner.in_progress.on(waiting):
            claimed = self._claimed(buyer, waiting)
            if claimed is not None:
                self.saga_runner.compensate_waiting(claimed, SUPERSEDED)
        return claimed is not None

    def _claimed(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout | None:
        """The waiting checkout, claimed from the thread that may be making an inquiry for it."""
        with self.database.transaction() as connection:
            return store.claim_waiting(connection, self.saga_runner.owner, str(buyer), checkout_id)

    def _known(self, buyer: StoredBuyer, key: str, request_hash: str) -> Checkout | None:
        with self.database.reading() as connection:
            found = store.by_key(connection, str(buyer), key)
        if found is None:
            return None
        checkout, first_hash = found
        if request_hash != first_hash:
            raise KeyReused("this Idempotency-Key was used for another submission; use a new one")
        if checkout.state is CheckoutState.RUNNING:
            detail = "the first submission is still being worked on; ask for its result"
            raise KeyInFlight(detail, checkout_id=str(checkout.checkout_id))
        return checkout

    def _collided(self, buyer: StoredBuyer, key: str, request_hash: str, cart_id: UUID) -> Checkout:
        """Another request was first: the same submission, or another one for the same cart."""
        known = self._known(buyer, key, request_hash)
        if known is not None:
            return known
        with self.database.reading() as connection:
            state = store.state_of_cart(connection, cart_id)
        if state is CheckoutState.COMPLETED:
            raise CartClosed("this cart has been bought already")
        raise CheckoutInProgress("this cart is being bought right now; ask for the result of that submission")

    def _cart(self, cart_id: UUID, credentials: Mapping[str, str], seen: int | None) -> CartSnapshot:
        answer = self.cart.call("GET", f"/carts/{cart_id}", headers=credentials)
        if answer.status == 404:
            raise NoSuchCart("there is no such cart")
        if not answer.accepted:
            raise NoSuchCart(f"the cart cannot be read: {answer.problem}")
        cart = answer.read(CartSnapshot)
        if cart.state == "closed":
            raise CartClosed("this cart has been bought already")
        if not cart.lines:
            raise CartEmpty("there is nothing in the cart")
        if seen not in (None, cart.version):
            raise CartChanged(
                "The cart was changed after you saw its total. Nothing was charged: look again."
            )
        return cart

    def _new(self, buyer: StoredBuyer, cart: CartSnapshot, submission: Submission) -> Checkout:
        bound, now = correlation.current(), self.clock.now()
        return Checkout(
            checkout_id=uuid4(),
            state=CheckoutState.RUNNING,
            step=CheckoutStep.RESERVE,
            submission=self._stored(buyer, cart, submission, now),
            results={},
            compensations=(),
            refusal=None,
            owner=self.saga_runner.owner,
            fence=1,
            attempts=0,
            in_doubt=False,
            created_at=now,
            traceparent=bound.traceparent,
            baggage=bound.baggage,
            worked_on_since=now,
        )

    def _stored(
        self, buyer: StoredBuyer, cart: CartSnapshot, submission: Submission, now: datetime
    ) -> dict[str, Any]:
        stored = _stored(buyer, cart, submission)
        return stored | self.terms.deadline(stored["payment"], now, stored["ship_to"]["country"])


def _check_means(cart: CartSnapshot, submission: Submission) -> None:
    """Raises GiftCardForGiftCard: money that is no revenue yet would move on, and never become any."""
    prepaid = submission.gift_cards or submission.store_credit
    if prepaid and any(line.kind.is_money for line in cart.lines):
        raise GiftCardForGiftCard(
            "A gift card is not paid with gift cards or store credit. Pay it in another way, "
            "or leave it out. Nothing was charged."
        )


def _demand_shipped(cart: CartSnapshot, submission: Submission) -> None:
    """Raises NotAllShipped where the card is to be charged at shipment, and a title is not shipped."""
    payment = submission.payment
    if (
        payment
        and payment.method == "card_on_shipment"
        and not all(line.kind.in_copies for line in cart.lines)
    ):
        raise NotAllShipped("what is not shipped is charged at once: choose to pay by card")


def _stored(buyer: StoredBuyer, cart: CartSnapshot, submission: Submission) -> dict[str, Any]:
    """Everything the saga needs. It never reads the cart again, so later changes have no effect on it."""
    return {
        **submission.model_dump(mode="json"),
        "gift_cards": [gift_card_hash(code) for code in submission.gift_cards],
        "shopper": str(buyer),
        "account_email": buyer.account_email,
        "currency": cart.currency,
        "discount_codes": cart.discount_codes,
        "lines": [line.model_dump(mode="json") for line in cart.lines],
    }
