"""The HTTP surface of the payments service."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.payments.gateway.circuit_breaker import CircuitBreaker
from bookstore.payments.model import Payment
from bookstore.payments.schemas import CircuitReply, PaymentReply, PaymentRequest, RefundReply, RefundRequest
from bookstore.payments.service import PaymentService
from bookstore.platform.access import Peers
from bookstore.platform.problem import documented


def routes(payment_service: PaymentService, breaker: CircuitBreaker) -> APIRouter:
    """Everything callers can ask of this till."""
    router = APIRouter(prefix="/payments", tags=["payments"])
    for part in (
        _for_watchers(breaker),
        _for_checkouts(payment_service),
        _for_callers(payment_service),
        _for_refunders(payment_service),
    ):
        router.include_router(part)
    return router


def _for_watchers(breaker: CircuitBreaker) -> APIRouter:
    router = APIRouter(dependencies=[Depends(Peers(staff_too=True))])

    @router.get("/circuit")
    def circuit() -> CircuitReply:
        """Whether the gateway is asked at all at the moment, by this process."""
        return CircuitReply(circuit=breaker.circuit)

    return router


def _for_checkouts(payment_service: PaymentService) -> APIRouter:
    """What a checkout asks for, and nobody else."""
    router = APIRouter(prefix="/{checkout_id}", dependencies=[Depends(Peers("checkout"))])

    @router.put("", responses={**documented(409), 201: {"model": PaymentReply}})
    def pay(checkout_id: UUID, request: PaymentRequest, response: Response) -> PaymentReply:
        """Authorize (card) or charge (wallet). Sent again with the same content, the same payment."""
        payment, began = payment_service.pay(checkout_id, request)
        response.status_code = 201 if began else 200
        return PaymentReply.of(payment)

    @router.post("/capture", responses=documented(404, 409))
    def capture(checkout_id: UUID) -> PaymentReply:
        """Take the money of the hold."""
        return PaymentReply.of(payment_service.capture(checkout_id))

    @router.post("/inquiry", responses=documented(404))
    def inquire(checkout_id: UUID) -> PaymentReply:
        """The customer is back from the bank: the gateway is asked now how it went."""
        return PaymentReply.of(payment_service.inquire(checkout_id))

    return router


def _for_callers(payment_service: PaymentService) -> APIRouter:
    """What everybody may ask who has to do with a payment."""
    router = APIRouter(
        prefix="/{checkout_id}", dependencies=[Depends(Peers("checkout", "orders", staff_too=True))]
    )

    @router.get("", responses=documented(404))
    def find(checkout_id: UUID) -> PaymentReply:
        """The payment of a checkout."""
        return _reply(checkout_id, payment_service.find(checkout_id))

    @router.post("/return")
    def reverse(checkout_id: UUID) -> PaymentReply:
        """The customer must not pay: a hold is voided, taken money refunded, a late request refused."""
        return _reply(checkout_id, payment_service.reverse(checkout_id))

    return router


def _for_refunders(payment_service: PaymentService) -> APIRouter:
    router = APIRouter(
        prefix="/{checkout_id}/refunds", dependencies=[Depends(Peers("orders", staff_too=True))]
    )

    @router.post("", responses={**documented(404, 409), 201: {"model": RefundReply}})
    def refund(checkout_id: UUID, request: RefundRequest, response: Response) -> RefundReply:
        """Refund in part or in full."""
        payment, made, began = payment_service.refund(checkout_id, request)
        response.status_code = 201 if began else 200
        return RefundReply.of(payment, made)

    return router


def _reply(checkout_id: UUID, payment: Payment | None) -> PaymentReply:
    return PaymentReply.of(payment) if payment else PaymentReply.never_requested(checkout_id)
