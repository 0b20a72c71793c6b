"""The use cases: submit a checkout, look at one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from bookstore.checkout import store
from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.errors import (
    CartChanged,
    CartClosed,
    CartEmpty,
    CheckoutInProgress,
    KeyInFlight,
    KeyReused,
    NoSuchCart,
    NoSuchCheckout,
)
from bookstore.checkout.messages import CartSnapshot
from bookstore.checkout.model import Checkout, CheckoutState
from bookstore.checkout.saga import CheckoutStep
from bookstore.checkout.saga_runner import SagaRunner
from bookstore.checkout.schemas import Submission
from bookstore.checkout.step_outcomes import SUPERSEDED
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.http import ServiceClient


@dataclass(frozen=True)
class CheckoutService:
    """Submissions and what becomes of them."""

    database: Database
    clock: Clock
    cart: ServiceClient
    sagas: SagaRunner

    def submit(
        self, buyer: StoredBuyer, cart_credentials: Mapping[str, str], key: str, submission: Submission
    ) -> Checkout:
        """Buy the cart: the same key gives the first answer again.

        Raises a CheckoutError where nothing was begun, CallFailed where the cart service gave no answer.
        """
        asked = fingerprint(submission)
        known = self._known(buyer, key, asked)
        if known is not None:
            return known
        cart = self._cart(submission.cart_id, cart_credentials, submission.cart_version)
        begun = self._buy(buyer, cart, submission, key, asked)
        if begun is None and self._supersede_waiting(buyer, submission.cart_id):
            begun = self._buy(buyer, cart, submission, key, asked)
        return begun or self._collided(buyer, key, asked, submission.cart_id)

    def resume(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout:
        """The customer says that they are back: the checkout that waited for them goes on.

        Raises NoSuchCheckout, also when it is somebody else's.
        """
        with self.sagas.in_progress.on(checkout_id):
            claimed = self._claimed(buyer, checkout_id)
            if claimed is not None:
                self.sagas.run(claimed, customer_returned=True)
        return self.find(buyer, checkout_id)

    def find(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout:
        """The shopper's checkout; raises NoSuchCheckout, also when it is somebody else's."""
        with self.database.transaction() as connection:
            found = store.by_id(connection, str(buyer), checkout_id)
        if found is None:
            raise NoSuchCheckout("there is no such checkout")
        return found

    def _buy(
        self, buyer: StoredBuyer, cart: CartSnapshot, submission: Submission, key: str, asked: str
    ) -> Checkout | None:
        """A new checkout and how far it came; None where the key or the cart is taken."""
        checkout = self._new(buyer, cart, submission)
        with self.sagas.in_progress.on(checkout.checkout_id):
            with self.database.transaction() as connection:
                begun = store.insert(connection, checkout, key, asked)
            return self.sagas.run(checkout) if begun else None

    def _supersede_waiting(self, buyer: StoredBuyer, cart_id: UUID) -> bool:
        """Whoever submits anew while a payment waits to be confirmed has changed their mind: call it off."""
        with self.database.transaction() as connection:
            waiting = store.waiting_of_cart(connection, str(buyer), cart_id)
        if waiting is None:
            return False
        with self.sagas.in_progress.on(waiting):
            claimed = self._claimed(buyer, waiting)
            if claimed is not None:
                self.sagas.compensate_waiting(claimed, SUPERSEDED)
        return claimed is not None

    def _claimed(self, buyer: StoredBuyer, checkout_id: UUID) -> Checkout | None:
        """Taken from whoever looks at it meanwhile, if it waits for its customer."""
        with self.database.transaction() as connection:
            return store.claim_waiting(connection, self.sagas.owner, str(buyer), checkout_id)

    def _known(self, buyer: StoredBuyer, key: str, asked: str) -> Checkout | None:
        with self.database.transaction() as connection:
            found = store.by_key(connection, str(buyer), key)
        if found is None:
            return None
        checkout, first_asked = found
        if asked != first_asked:
            raise KeyReused("this Idempotency-Key was used for another submission; use a new one")
        if checkout.state is CheckoutState.RUNNING:
            detail = "the first submission is still being worked on; ask for its result"
            raise KeyInFlight(detail, checkout_id=str(checkout.checkout_id))
        return checkout

    def _collided(self, buyer: StoredBuyer, key: str, asked: str, cart_id: UUID) -> Checkout:
        """Somebody was quicker: the same submission, or another one for the same cart."""
        known = self._known(buyer, key, asked)
        if known is not None:
            return known
        with self.database.transaction() as connection:
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
            submission=_stored(buyer, cart, submission),
            results={},
            compensations=(),
            refusal=None,
            owner=self.sagas.owner,
            fence=1,
            attempts=0,
            in_doubt=False,
            created_at=now,
            traceparent=bound.traceparent,
            baggage=bound.baggage,
            worked_on_since=now,
        )


def _stored(buyer: StoredBuyer, cart: CartSnapshot, submission: Submission) -> dict[str, Any]:
    """Everything the saga needs: it never asks for the cart again, so that later changes do not matter."""
    return {
        **submission.model_dump(mode="json"),
        "shopper": str(buyer),
        "currency": cart.currency,
        "discount_code": cart.discount_code,
        "lines": [line.model_dump(mode="json") for line in cart.lines],
    }
