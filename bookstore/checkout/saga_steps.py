"""The acts of a checkout at the other services, one function each, all idempotent by the checkout's id."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.messages import (
    AuthorizationRequest,
    BindingQuote,
    BindingQuoteRequest,
    CartClosingRequest,
    NewOrder,
    OrderCancellationRequest,
    OrderPaidNotice,
    PaymentSnapshot,
    PlacedOrder,
    ReservationRequest,
    TaxDestination,
    order_lines,
)
from bookstore.checkout.model import Checkout, CheckoutStep, Compensation, StoredRefusal
from bookstore.checkout.schemas import SeenTotal
from bookstore.platform.http import CallFailed, ServiceAnswer, ServiceClient
from bookstore.platform.money import Currency, Money
from bookstore.platform.quote_check import check_quote
from bookstore.platform.schemas import LARGEST_AMOUNT, Address, MoneyBody, TitleQuantity

_log = logging.getLogger(__name__)
_NOT_POSSIBLE = "The order could not be placed, and nothing was charged. Please try again in a moment."


class CompensateCheckout(Exception):
    """The checkout cannot go on. `done` says whether the act itself was done and must be undone as well."""

    def __init__(self, refusal: StoredRefusal, *, done: bool = False) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal
        self.done = done


class CustomerActionRequired(Exception):
    """The checkout waits for its customer: `action` says for what."""

    def __init__(self, action: Mapping[str, Any]) -> None:
        super().__init__("the customer must act first")
        self.action = action


class PaymentUnsettled(CallFailed):
    """The callee answered that it does not know the outcome yet: ask again."""


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
TRY_AGAIN = StoredRefusal("try-again", _NOT_POSSIBLE)
_NOT_PAID = {"declined": "payment-declined", "failed": "payments-unavailable"}
Result = Mapping[str, Any]


def _lines(checkout: Checkout) -> tuple[TitleQuantity, ...]:
    return tuple(
        TitleQuantity(sku=line["sku"], quantity=line["quantity"]) for line in checkout.submission["lines"]
    )


def _quote(checkout: Checkout) -> BindingQuote:
    return BindingQuote.model_validate(checkout.results["quote"])


def _checkout_answer(answer: ServiceAnswer, slug: str, *members: str) -> CompensateCheckout:
    detail = str(answer.body.get("detail", ""))
    return CompensateCheckout(StoredRefusal(slug, detail, {name: answer.body.get(name) for name in members}))


def _refused(answer: ServiceAnswer) -> CompensateCheckout:
    """A refusal that a correct checkout does not meet: ours to mend, the customer's to try again."""
    seen = {"arrow": answer.arrow, "status": answer.status, "problem": answer.problem}
    _log.error("a step was refused unexpectedly", extra={**seen, "detail": answer.body.get("detail")})
    return CompensateCheckout(TRY_AGAIN)


@dataclass(frozen=True)
class SagaSteps:
    """The other services of a checkout."""

    cart: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient
    payments: ServiceClient
    orders: ServiceClient

    def perform(self, checkout: Checkout) -> Result:
        """Do the step at hand; what it found out is stored.

        Raises CompensateCheckout when the step is refused, CallFailed when there is no answer to rely on, and
        CustomerActionRequired.
        """
        steps: Mapping[CheckoutStep, Callable[[Checkout], Result]] = {
            CheckoutStep.RESERVE: self._reserve,
            CheckoutStep.QUOTE: self._bind_quote,
            CheckoutStep.AUTHORIZE: self._pay,
            CheckoutStep.CHARGE: self._pay,
            CheckoutStep.CREATE_ORDER: self._create_order,
            CheckoutStep.CAPTURE: self._capture,
            CheckoutStep.CONFIRM: self._confirm,
            CheckoutStep.MARK_PAID: self._mark_paid,
            CheckoutStep.CLOSE_CART: self._close_cart,
        }
        return steps[checkout.step](checkout)

    def compensate(self, compensation: Compensation, checkout: Checkout) -> None:
        """Undo; harmless when there is nothing to undo. Raises CallFailed when it is not certain."""
        checkout_id = checkout.checkout_id
        reservation = f"/reservations/{checkout_id}"
        if compensation is Compensation.REVERSE_PAYMENT:
            self._return_payment(checkout)
        elif compensation is Compensation.CANCEL_ORDER:
            reason = OrderCancellationRequest(
                reason=checkout.refusal.slug if checkout.refusal else "compensated"
            )
            path = f"/checkouts/{checkout_id}/order/cancellation"
            _certain(self.orders.call("POST", path, reason))
        elif compensation is Compensation.RELEASE_QUOTE:
            _certain(self.pricing.call("POST", f"/quotes/{checkout_id}/release"))
        elif compensation is Compensation.RESTOCK:
            _certain(self.inventory.call("POST", f"{reservation}/restock"))
        else:
            _certain(self.inventory.call("POST", f"{reservation}/release"))

    def _reserve(self, checkout: Checkout) -> Result:
        body = ReservationRequest(lines=_lines(checkout))
        answer = self.inventory.call("PUT", f"/reservations/{checkout.checkout_id}", body)
        if answer.problem == "out-of-stock":
            raise _checkout_answer(answer, "out-of-stock", "missing")
        return _accepted(answer)

    def _bind_quote(self, checkout: Checkout) -> Result:
        submission = checkout.submission
        ship_to = submission["ship_to"]
        body = BindingQuoteRequest(
            currency=Currency(submission["currency"]),
            lines=_lines(checkout),
            destination=TaxDestination(country=ship_to["country"], region=ship_to.get("region")),
            discount_code=submission["discount_code"],
            customer=StoredBuyer.stored(submission["shopper"]).customer_id or submission["email"],
        )
        answer = self.pricing.call("PUT", f"/quotes/{checkout.checkout_id}", body)
        if answer.problem == "title-not-priced":
            raise _checkout_answer(answer, "title-not-priced", "skus")
        _accepted(answer)
        quote = answer.read(BindingQuote)
        check_quote(answer.arrow, quote, body.currency, [(line.sku, line.quantity) for line in body.lines])
        _can_be_paid(quote)
        _agreed_to(quote, submission)
        if quote.grand_total > 0 and submission["payment"] is None:
            raise CompensateCheckout(
                StoredRefusal("payment-needed", "The order must be paid: say how."), done=True
            )
        return {"quote": quote.model_dump(mode="json")}

    def _pay(self, checkout: Checkout) -> Result:
        quote, payment = _quote(checkout), checkout.submission["payment"]
        body = AuthorizationRequest(
            amount=MoneyBody(amount=quote.grand_total, currency=quote.currency),
            method=payment["method"],
            token=payment["token"],
            email=checkout.submission["email"],
        )
        return self._paid(checkout, self.payments.call("PUT", f"/payments/{checkout.checkout_id}", body))

    def inquire(self, checkout: Checkout, *, customer_returned: bool) -> Result:
        """How the payment stands that the customer was to confirm; the bank is asked when they are back.

        Raises what `perform` raises.
        """
        path = f"/payments/{checkout.checkout_id}"
        if customer_returned:
            return self._paid(checkout, self.payments.call("POST", f"{path}/inquiry"))
        return self._paid(checkout, self.payments.call("GET", path))

    def _paid(self, checkout: Checkout, answer: ServiceAnswer) -> Result:
        state = _payment(answer)
        if state.status == "action_required":
            raise CustomerActionRequired({"url": state.action.url if state.action else None})
        if state.status != ("authorized" if checkout.step is CheckoutStep.AUTHORIZE else "captured"):
            _log.error("a payment came back in an unexpected state", extra={"status": state.status})
            raise CompensateCheckout(TRY_AGAIN, done=True)
        return {}

    def _create_order(self, checkout: Checkout) -> Result:
        answer = self.orders.call("PUT", f"/checkouts/{checkout.checkout_id}/order", _order(checkout))
        _accepted(answer)
        return {"order_number": answer.read(PlacedOrder).order_number}

    def _capture(self, checkout: Checkout) -> Result:
        state = _payment(self.payments.call("POST", f"/payments/{checkout.checkout_id}/capture"))
        if state.status != "captured" or state.captured != _quote(checkout).grand_total:
            _log.error("a capture came back in an unexpected state", extra={"status": state.status})
            raise CompensateCheckout(TRY_AGAIN, done=True)
        return {}

    def _confirm(self, checkout: Checkout) -> Result:
        answer = self.inventory.call("POST", f"/reservations/{checkout.checkout_id}/confirmation")
        if answer.problem == "reservation-expired":
            raise _checkout_answer(answer, "out-of-stock", "missing")
        return _accepted(answer)

    def _mark_paid(self, checkout: Checkout) -> Result:
        body = OrderPaidNotice(captured=_quote(checkout).grand_total)
        return _accepted(self.orders.call("POST", f"/checkouts/{checkout.checkout_id}/order/payment", body))

    def _close_cart(self, checkout: Checkout) -> Result:
        path = f"/carts/{checkout.submission['cart_id']}/closing"
        answer = self.cart.call("POST", path, CartClosingRequest(checkout_id=checkout.checkout_id))
        if not answer.accepted:  # the order stands whatever became of the cart
            _log.error("the cart could not be closed", extra={"problem": answer.problem})
        return {}

    def _return_payment(self, checkout: Checkout) -> None:
        answer = self.payments.call("POST", f"/payments/{checkout.checkout_id}/return")
        _certain(answer)
        state = answer.read(PaymentSnapshot)
        if not state.fully_reversed:
            raise PaymentUnsettled(f"{answer.arrow}: the payment is {state.status}")


def _accepted(answer: ServiceAnswer) -> Result:
    if not answer.accepted:
        raise _refused(answer)
    return {}


def _certain(answer: ServiceAnswer) -> None:
    """An undo act that is refused is not done: it is tried again, and seen in the log."""
    if not answer.accepted:
        raise CallFailed(f"{answer.arrow}: an undo act was refused: {answer.problem or answer.status}")


def _payment(answer: ServiceAnswer) -> PaymentSnapshot:
    _accepted(answer)
    state = answer.read(PaymentSnapshot)
    if not state.settled:
        raise PaymentUnsettled(f"{answer.arrow}: the payment is {state.status}")
    if state.status in _NOT_PAID and state.decline is not None:
        members = {"decline_code": state.decline.code}
        raise CompensateCheckout(StoredRefusal(_NOT_PAID[state.status], state.decline.message, members))
    return state


def _can_be_paid(quote: BindingQuote) -> None:
    """The gateway has a maximum, and no amount of an order may be above it."""
    amounts = (quote.subtotal, quote.shipping, quote.tax, quote.grand_total)
    if max(amounts) > LARGEST_AMOUNT:
        raise CompensateCheckout(TOO_LARGE, done=True)


def _agreed_to(quote: BindingQuote, submission: Mapping[str, Any]) -> None:
    """Nobody pays more than they agreed to. A price that has fallen is charged without asking, where it is
    sure that they pay it for the cart they saw."""
    total = Money(quote.grand_total, quote.currency)
    seen = SeenTotal.model_validate(submission["expected_total"]).money
    if total == seen:
        return
    if submission.get("cart_version") is not None and total.currency is seen.currency and total < seen:
        return
    code = quote.discount_code
    members = {
        "grand_total": MoneyBody.of(total).model_dump(mode="json"),
        "discount_code": code.model_dump(mode="json") if code else None,
    }
    detail = f"The total is {total} now, not {seen}. Nothing was charged: please confirm the new total."
    raise CompensateCheckout(StoredRefusal("total-changed", detail, members), done=True)


def _order(checkout: Checkout) -> NewOrder:
    submission, quote = checkout.submission, _quote(checkout)
    buyer = StoredBuyer.stored(submission["shopper"])
    applied = quote.discount_code is not None and quote.discount_code.applied
    return NewOrder(
        customer_id=buyer.customer_id,
        guest_token_hash=buyer.token_hash,
        email=submission["email"],
        locale=submission["locale"],
        ship_to=Address.model_validate(submission["ship_to"]),
        lines=order_lines(submission["lines"], quote),
        currency=quote.currency,
        subtotal=quote.subtotal,
        discount=quote.discount,
        shipping=quote.shipping,
        tax=quote.tax,
        tax_mode=quote.tax_mode,
        grand_total=quote.grand_total,
        discount_code=quote.discount_code.code if quote.discount_code and applied else None,
        payment_method=submission["payment"]["method"] if quote.grand_total > 0 else "none",
    )
