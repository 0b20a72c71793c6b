"""How a step of the saga can end other than with its result, and the refusals a checkout can end with."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bookstore.checkout.model import StoredRefusal
from bookstore.platform.http import CallFailed, ServiceAnswer

_log = logging.getLogger(__name__)

Result = Mapping[str, Any]
"""What a step adds to the stored results of its checkout."""


class CompensateCheckout(Exception):
    """The checkout ends with this refusal. `done`: the step itself was carried out and is compensated too."""

    def __init__(self, refusal: StoredRefusal, *, done: bool = False) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal
        self.done = done


class CustomerActionRequired(Exception):
    """The checkout waits for its customer; `action` holds the address of the bank's page."""

    def __init__(self, action: Mapping[str, Any]) -> None:
        super().__init__("the customer must act first")
        self.action = action


class PaymentUnsettled(CallFailed):
    """The payments service answered that it does not know the outcome yet."""


NOT_CONFIRMED = StoredRefusal(
    "payment-not-confirmed",
    "The payment was not confirmed in time, and nothing was charged. Please try again.",
)
SUPERSEDED = StoredRefusal(
    "superseded", "Another submission of the same cart took its place; nothing was charged."
)
TOO_LARGE = StoredRefusal(
    "amount-too-large", "The order is too large to be paid at once. Nothing was charged."
)
PAYMENT_NEEDED = StoredRefusal("payment-needed", "The order must be paid: say how.")
TRY_AGAIN = StoredRefusal(
    "try-again", "The order could not be placed, and nothing was charged. Please try again in a moment."
)


def refused_with(answer: ServiceAnswer, slug: str, *members: str) -> CompensateCheckout:
    """The refusal of another service, passed on under this slug with these members."""
    detail = str(answer.body.get("detail", ""))
    return CompensateCheckout(StoredRefusal(slug, detail, {name: answer.body.get(name) for name in members}))


def accepted(answer: ServiceAnswer) -> Result:
    """Raises CompensateCheckout for a refusal that a correct checkout never meets, and logs an error."""
    if not answer.accepted:
        seen = {"arrow": answer.arrow, "status": answer.status, "problem": answer.problem}
        _log.error("a step was refused unexpectedly", extra={**seen, "detail": answer.body.get("detail")})
        raise CompensateCheckout(TRY_AGAIN)
    return {}
