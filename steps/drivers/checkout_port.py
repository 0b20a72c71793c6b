"""The port of the checkout: what the steps ask of a shop about a purchase, and about what pays for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from steps.drivers.checkout import CheckoutProgress, OrderConfirmation, PrepaidShares
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class CheckoutPort(Protocol):
    """The last click, and what comes of it."""

    def submit(self, credentials: Credentials, key: str, submission: Mapping[str, Any]) -> OrderConfirmation:
        """The last click alone: pay what was shown. What a page sends before it belongs to `quote`.

        Where this is cut decides which races are tried: two calls at the same moment must meet in the shop
        as two clicks do. `submission` has cart_id, email, locale, ship_to, payment (method, token; a transfer
        has none), expected_total and cart_version, and where the customer has some, `gift_cards` (codes, in
        the order in which they pay) and `store_credit` (true); the payment is over what they leave. Repeated
        with the same key it must return the same order, or do what the shop does for a form that is sent
        twice. Raises Refused, and ChallengeRequired where the bank asks the customer.
        """
        ...

    def return_from_bank(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """The page to which the bank sends the customer back. Raises Refused."""
        ...

    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """The present state, without a change. Raises Refused where these credentials see none."""
        ...

    def outcome(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """The outcome of a checkout that goes on in the background. Raises Refused."""
        ...

    def gift_card_balance(self, credentials: Credentials, code: str) -> Money:
        """What is left of the gift card with this code. Raises Refused (gift-card-not-found)."""
        ...

    def prepaid_shares(self, credentials: Credentials, submission: Mapping[str, Any]) -> PrepaidShares:
        """What the `gift_cards` and the `store_credit` of a submission would pay of it, and what they leave.

        It changes nothing, and is refused as the submission would be: gift-card-not-found,
        gift-card-currency, gift-card-empty, no-store-credit.
        """
        ...

    def store_credit(self, credentials: Credentials) -> Mapping[str, Money]:
        """What is left of the store credit of a signed-in customer, by currency."""
        ...

    def document(self) -> Mapping[str, Any]:
        """The OpenAPI document of the checkout."""
        ...
