"""The HTTP surface of the payments service."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.payments.breaker import Breaker
from bookstore.payments.schemas import CircuitReply, PaymentReply, PaymentRequest, RefundReply, RefundRequest
from bookstore.payments.till import Till
from bookstore.platform.access import Peers
from bookstore.platform.problem import documented

_Checkout = Depends(Peers("checkout"))
_Callers = Depends(Peers("checkout", "orders", staff_too=True))
_Watchers = Depends(Peers(staff_too=True))
_Refunders = Depends(Peers("orders", staff_too=True))


def routes(till: Till, breaker: Breaker) -> APIRouter:
    """Everything callers can ask of this till."""
    router = APIRouter(prefix="/payments", tags=["payments"])

    @router.get("/circuit", dependencies=[_Watchers])
    def circuit() -> CircuitReply:
        """Whether the gateway is asked at all at the moment, by this process."""
        return CircuitReply(circuit=breaker.circuit)

    @router.put(
        "/{checkout_id}",
        responses={**documented(409), 201: {"model": PaymentReply}},
        dependencies=[_Checkout],
    )
    def pay(checkout_id: UUID, request: PaymentRequest, response: Response) -> PaymentReply:
        """Authorize (card) or charge (wallet). Sent again with the same content, the same payment."""
        payment, began = till.pay(checkout_id, request)
        response.status_code = 201 if began else 200
        return PaymentReply.of(payment)

    @router.get("/{checkout_id}", responses=documented(404), dependencies=[_Callers])
    def find(checkout_id: UUID) -> PaymentReply:
        """The payment of a checkout."""
        return _reply(checkout_id, till)

    @router.post("/{checkout_id}/capture", responses=documented(404, 409), dependencies=[_Checkout])
    def capture(checkout_id: UUID) -> PaymentReply:
        """Take the money of the hold."""
        return PaymentReply.of(till.capture(checkout_id))

    @router.post("/{checkout_id}/inquiry", responses=documented(404), dependencies=[_Checkout])
    def inquire(checkout_id: UUID) -> PaymentReply:
        """The customer is back from the bank: the gateway is asked now how it went."""
        return PaymentReply.of(till.inquire(checkout_id))

    @router.post("/{checkout_id}/return", dependencies=[_Callers])
    def give_back(checkout_id: UUID) -> PaymentReply:
        """The customer must not pay: a hold is voided, taken money refunded, a late request refused."""
        payment = till.give_back(checkout_id)
        return PaymentReply.of(payment) if payment else PaymentReply.never_asked(checkout_id)

    @router.post(
        "/{checkout_id}/refunds",
        responses={**documented(404, 409), 201: {"model": RefundReply}},
        dependencies=[_Refunders],
    )
    def refund(checkout_id: UUID, request: RefundRequest, response: Response) -> RefundReply:
        """Refund in part or in full."""
        payment, made, began = till.refund(checkout_id, request)
        response.status_code = 201 if began else 200
        return RefundReply.of(payment, made)

    return router


def _reply(checkout_id: UUID, till: Till) -> PaymentReply:
    payment = till.find(checkout_id)
    return PaymentReply.of(payment) if payment else PaymentReply.never_asked(checkout_id)
