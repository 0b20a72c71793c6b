"""The steps of the saga as calls to other services, a function per step, idempotent by the checkout id."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bookstore.checkout.agreed_total import check_agreed, check_payable
from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.expected_transfer import expected, transfer_request
from bookstore.checkout.messages import (
    AuthorizationRequest,
    BindingQuote,
    BindingQuoteRequest,
    CartClosingRequest,
    OrderCancellationRequest,
    OrderPaidNotice,
    PaymentSnapshot,
    PlacedOrder,
    ReservationRequest,
    TaxDestination,
)
from bookstore.checkout.model import Checkout, StoredRefusal
from bookstore.checkout.new_order import new_order
from bookstore.checkout.redemption import redeemed, redemption_request
from bookstore.checkout.saga import COMPENSATIONS, FORWARD, CheckoutStep, Compensation, ServiceOperation
from bookstore.checkout.step_outcomes import (
    PAYMENT_NEEDED,
    TRY_AGAIN,
    CompensateCheckout,
    CustomerActionRequired,
    PaymentUnsettled,
    Result,
    accepted,
    refused_with,
)
from bookstore.checkout.transfer_deadline import seconds_of_hold
from bookstore.platform.http import CallFailed, ServiceAnswer, ServiceClient
from bookstore.platform.money import Currency
from bookstore.platform.quote_check import check_quote
from bookstore.platform.schemas import MoneyBody, TitleQuantity, TitleToQuote

_log = logging.getLogger(__name__)
# The refusals of a quote that the customer can do something about, with the members that say what.
_QUOTE_REFUSALS: Mapping[str, tuple[str, ...]] = {
    "title-not-priced": ("skus",),
    "no-shipping-rate": ("country", "currency"),
    "shipping-method-not-offered": ("shipping_method", "shipping_methods"),
    "region-needed": ("country", "regions", "address"),
}
_REFUSAL_OF_STATUS = {"declined": "payment-declined", "failed": "payments-unavailable"}
_REFUSAL_OF_DECLINE = {"payment_method_unusable": "payment-details-used"}
"""Declines by code that ask something else of the customer than another card."""


@dataclass(frozen=True)
class SagaSteps:
    """Carries out the rows of the saga (`saga.py`) by the clients of the other services."""

    cart: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient
    payments: ServiceClient
    orders: ServiceClient

    def perform(self, checkout: Checkout) -> Result:
        """Carry out the step at hand; its result is stored with the checkout.

        Raises CompensateCheckout where the step is refused, CallFailed where there is no reliable answer, and
        CustomerActionRequired.
        """
        steps: Mapping[CheckoutStep, Callable[[Checkout], Result]] = {
            CheckoutStep.RESERVE: self._reserve,
            CheckoutStep.QUOTE: self._bind_quote,
            CheckoutStep.REDEEM: self._redeem,
            CheckoutStep.AUTHORIZE: self._pay,
            CheckoutStep.CHARGE: self._pay,
            CheckoutStep.EXPECT_TRANSFER: self._expect_transfer,
            CheckoutStep.CREATE_ORDER: self._create_order,
            CheckoutStep.CAPTURE: self._capture,
            CheckoutStep.CONFIRM: self._confirm,
            CheckoutStep.MARK_PAID: self._mark_paid,
            CheckoutStep.AWAIT_TRANSFER: self._await_transfer,
            CheckoutStep.CLOSE_CART: self._close_cart,
        }
        return steps[checkout.step](checkout)

    def inquire(self, checkout: Checkout, *, customer_returned: bool) -> Result:
        """The state of the payment that the customer was to confirm.

        When the customer has returned, payments makes an inquiry at the gateway; else it answers from what
        it has stored. Raises what `perform` raises.
        """
        path = f"/payments/{checkout.checkout_id}"
        if customer_returned:
            return self._paid(checkout, self.payments.call("POST", f"{path}/inquiry"))
        return self._paid(checkout, self.payments.call("GET", path))

    def compensate(self, compensation: Compensation, checkout: Checkout) -> None:
        """Compensate a step; harmless where the step was never carried out.

        Raises CallFailed where the compensation is not certain.
        """
        body = None
        if compensation is Compensation.CANCEL_ORDER:
            reason = checkout.refusal.slug if checkout.refusal else "compensated"
            body = OrderCancellationRequest(reason=reason)
        answer = self._call(COMPENSATIONS[compensation], checkout, body)
        if not answer.accepted:  # retried, and visible in the log
            raise CallFailed(f"{answer.arrow}: a compensation was refused: {answer.problem or answer.status}")
        if compensation is Compensation.REVERSE:
            state = answer.read(PaymentSnapshot)
            if not state.fully_reversed:
                raise PaymentUnsettled(f"{answer.arrow}: the payment is {state.status}")

    def _forward(self, checkout: Checkout, body: BaseModel | None = None) -> ServiceAnswer:
        return self._call(FORWARD[checkout.step], checkout, body)

    def _call(self, operation: ServiceOperation, checkout: Checkout, body: BaseModel | None) -> ServiceAnswer:
        clients = {
            "cart": self.cart,
            "inventory": self.inventory,
            "pricing": self.pricing,
            "payments": self.payments,
            "orders": self.orders,
        }
        ids = {"checkout": checkout.checkout_id, "cart": checkout.submission.get("cart_id")}
        return clients[operation.callee].call(operation.method, operation.path.format(**ids), body)

    def _reserve(self, checkout: Checkout) -> Result:
        body = ReservationRequest(lines=_lines(checkout), hold_seconds=seconds_of_hold(checkout))
        answer = self._forward(checkout, body)
        if answer.problem == "out-of-stock":
            raise refused_with(answer, "out-of-stock", "missing")
        return accepted(answer)

    def _bind_quote(self, checkout: Checkout) -> Result:
        submission = checkout.submission
        bill_to = submission.get("bill_to")
        body = BindingQuoteRequest(
            currency=Currency(submission["currency"]),
            lines=_lines_to_quote(checkout),
            destination=_destination(submission["ship_to"]),
            billing=_destination(bill_to) if bill_to else None,
            shipping_method=submission.get("shipping_method"),
            discount_codes=submission["discount_codes"],
            customer=StoredBuyer.stored(submission["shopper"]).customer_id,
            email=submission["email"],
            account_email=submission.get("account_email"),
        )
        answer = self._forward(checkout, body)
        if answer.problem in _QUOTE_REFUSALS:
            raise refused_with(answer, answer.problem, *_QUOTE_REFUSALS[answer.problem])
        accepted(answer)
        quote = answer.read(BindingQuote)
        check_quote(answer.arrow, quote, body.currency, [(line.sku, line.quantity) for line in body.lines])
        check_payable(quote)
        check_agreed(quote, submission)
        if quote.grand_total > 0 and submission["payment"] is None and not checkout.redeems:
            raise CompensateCheckout(PAYMENT_NEEDED, done=True)
        return {"quote": quote.model_dump(mode="json")}

    def _redeem(self, checkout: Checkout) -> Result:
        return redeemed(checkout, self._forward(checkout, redemption_request(checkout)))

    def _pay(self, checkout: Checkout) -> Result:
        quote, payment = _quote(checkout), checkout.submission["payment"]
        body = AuthorizationRequest(
            amount=MoneyBody(amount=checkout.to_pay, currency=quote.currency),
            method=payment["method"],
            token=payment["token"],
            email=checkout.submission["email"],
        )
        return self._paid(checkout, self._forward(checkout, body))

    def _paid(self, checkout: Checkout, answer: ServiceAnswer) -> Result:
        state = _payment(answer)
        if state.status == "action_required":
            raise CustomerActionRequired({"url": state.action.url if state.action else None})
        if state.status != ("authorized" if checkout.step is CheckoutStep.AUTHORIZE else "captured"):
            _log.error("a payment came back in an unexpected state", extra={"status": state.status})
            raise CompensateCheckout(TRY_AGAIN, done=True)
        return {}

    def _expect_transfer(self, checkout: Checkout) -> Result:
        return expected(self._forward(checkout, transfer_request(checkout)))

    def _create_order(self, checkout: Checkout) -> Result:
        answer = self._forward(checkout, new_order(checkout))
        accepted(answer)
        return {"order_number": answer.read(PlacedOrder).order_number}

    def _capture(self, checkout: Checkout) -> Result:
        state = _payment(self._forward(checkout))
        if state.status != "captured" or state.captured != checkout.to_pay:
            _log.error("a capture came back in an unexpected state", extra={"status": state.status})
            raise CompensateCheckout(TRY_AGAIN, done=True)
        return {}

    def _confirm(self, checkout: Checkout) -> Result:
        answer = self._forward(checkout)
        if answer.problem == "reservation-expired":
            raise refused_with(answer, "out-of-stock", "missing")
        return accepted(answer)

    def _mark_paid(self, checkout: Checkout) -> Result:
        return accepted(self._forward(checkout, OrderPaidNotice(captured=checkout.captured)))

    def _await_transfer(self, checkout: Checkout) -> Result:
        return accepted(self._forward(checkout))

    def _close_cart(self, checkout: Checkout) -> Result:
        codes = checkout.submission["discount_codes"]
        bought = CartClosingRequest(
            checkout_id=checkout.checkout_id, lines=_lines(checkout), discount_codes=codes
        )
        answer = self._forward(checkout, bought)
        if not answer.accepted:  # the order is valid, with or without a closed cart
            _log.error("the cart could not be closed", extra={"problem": answer.problem})
        return {}


def _lines(checkout: Checkout) -> tuple[TitleQuantity, ...]:
    return tuple(
        TitleQuantity(sku=line["sku"], quantity=line["quantity"]) for line in checkout.submission["lines"]
    )


def _lines_to_quote(checkout: Checkout) -> tuple[TitleToQuote, ...]:
    return tuple(
        TitleToQuote(sku=line["sku"], quantity=line["quantity"], kind=line["kind"])
        for line in checkout.submission["lines"]
    )


def _destination(address: Mapping[str, Any]) -> TaxDestination:
    return TaxDestination(country=address["country"], region=address.get("region"))


def _quote(checkout: Checkout) -> BindingQuote:
    return BindingQuote.model_validate(checkout.results["quote"])


def _payment(answer: ServiceAnswer) -> PaymentSnapshot:
    accepted(answer)
    state = answer.read(PaymentSnapshot)
    if not state.settled:
        raise PaymentUnsettled(f"{answer.arrow}: the payment is {state.status}")
    if state.status in _REFUSAL_OF_STATUS and state.decline is not None:
        members = {"decline_code": state.decline.code}
        slug = _REFUSAL_OF_DECLINE.get(state.decline.code, _REFUSAL_OF_STATUS[state.status])
        raise CompensateCheckout(StoredRefusal(slug, state.decline.message, members))
    return state
