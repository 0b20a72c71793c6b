"""The routes of the payments service."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.payments.errors import (
    PROBLEMS,
    AlreadyReversed,
    ConflictingRequest,
    NoSuchPayment,
    NotCapturable,
    NotRefundable,
    PaymentError,
    RefundTooLarge,
)
from bookstore.payments.gateway.circuit_breaker import CircuitBreaker
from bookstore.payments.model import Payment
from bookstore.payments.schemas import (
    CaptureReply,
    CaptureRequest,
    CircuitReply,
    PaymentReply,
    PaymentRequest,
    RefundReply,
    RefundRequest,
)
from bookstore.payments.service import PaymentService
from bookstore.payments.transfers.schemas import payment_reply, refund_reply
from bookstore.payments.transfers.service import TransferService
from bookstore.platform.access import Peers
from bookstore.platform.problem import Responses, answers_from_memory, refused_with
from bookstore.platform.server import ThreadedRouter


def _refused(*refusals: type[PaymentError]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


_UNCAPTURED = _refused(NoSuchPayment, ConflictingRequest, AlreadyReversed, NotCapturable)
_UNREFUNDED = _refused(NoSuchPayment, ConflictingRequest, NotRefundable, RefundTooLarge)


def routes(payment_service: PaymentService, transfers: TransferService, breaker: CircuitBreaker) -> APIRouter:
    """The routes over these use cases."""
    router = ThreadedRouter(prefix="/payments", tags=["payments"])
    for part in (
        _circuit_routes(breaker),
        _checkout_routes(payment_service),
        _shared_routes(payment_service, transfers),
        _capture_routes(payment_service),
        _refund_routes(payment_service, transfers),
    ):
        router.include_router(part)
    return router


def _circuit_routes(breaker: CircuitBreaker) -> APIRouter:
    router = ThreadedRouter(dependencies=[Depends(Peers(staff_too=True))])

    @router.get("/circuit")
    @answers_from_memory
    def circuit() -> CircuitReply:
        """The state of the circuit to the gateway, in this process."""
        return CircuitReply(circuit=breaker.circuit, failures=breaker.failures)

    return router


def _checkout_routes(payment_service: PaymentService) -> APIRouter:
    """The routes that only a checkout may call."""
    router = ThreadedRouter(prefix="/{checkout_id}", dependencies=[Depends(Peers("checkout"))])

    @router.put("", responses={201: {"model": PaymentReply}, **_refused(ConflictingRequest, AlreadyReversed)})
    def pay(checkout_id: UUID, request: PaymentRequest, response: Response) -> PaymentReply:
        """Authorize (card) or charge (wallet). A repeated request returns the same payment."""
        payment, began = payment_service.pay(checkout_id, request)
        response.status_code = 201 if began else 200
        return PaymentReply.of(payment)

    @router.post("/capture", responses=_refused(NoSuchPayment, AlreadyReversed, NotCapturable))
    def capture(checkout_id: UUID) -> PaymentReply:
        """Capture the authorized amount."""
        return PaymentReply.of(payment_service.capture(checkout_id))

    @router.post("/inquiry", responses=_refused(NoSuchPayment))
    def inquire(checkout_id: UUID) -> PaymentReply:
        """Inquire at the gateway: the customer is back from the bank's page."""
        return PaymentReply.of(payment_service.inquire(checkout_id))

    return router


def _shared_routes(payment_service: PaymentService, transfers: TransferService) -> APIRouter:
    """The routes for checkouts, orders and staff, whichever way the customer pays."""
    router = ThreadedRouter(
        prefix="/{checkout_id}",
        dependencies=[Depends(Peers("checkout", "orders", staff_too=True))],
    )

    @router.get("", responses=_refused(NoSuchPayment))
    def find(checkout_id: UUID) -> PaymentReply:
        """The payment of a checkout."""
        try:
            return _reply(checkout_id, payment_service.find(checkout_id))
        except NoSuchPayment:
            return payment_reply(transfers.find(checkout_id))

    @router.post("/return")
    def reverse(checkout_id: UUID) -> PaymentReply:
        """Reverse the payment: an authorization is voided, a capture refunded, a late request refused.

        What was transferred goes back as a repayment of the staff.
        """
        try:
            return _reply(checkout_id, payment_service.reverse(checkout_id))
        except NoSuchPayment:
            return payment_reply(transfers.reverse(checkout_id))

    return router


def _capture_routes(payment_service: PaymentService) -> APIRouter:
    """The routes for orders whose card is charged when their parcels leave."""
    router = ThreadedRouter(prefix="/{checkout_id}/captures", dependencies=[Depends(Peers("orders"))])

    @router.put("/{capture_id}", responses={201: {"model": CaptureReply}, **_UNCAPTURED})
    def capture_part(
        checkout_id: UUID, capture_id: UUID, request: CaptureRequest, response: Response
    ) -> CaptureReply:
        """Capture the amount of one parcel, once per capture id; a final one releases what is left."""
        payment, made, began = payment_service.capture_part(checkout_id, capture_id, request)
        response.status_code = 201 if began else 200
        return CaptureReply.of(payment, made)

    return router


def _refund_routes(payment_service: PaymentService, transfers: TransferService) -> APIRouter:
    router = ThreadedRouter(
        prefix="/{checkout_id}/refunds",
        dependencies=[Depends(Peers("orders", staff_too=True))],
    )

    @router.post("", responses={201: {"model": RefundReply}, **_UNREFUNDED})
    def refund(checkout_id: UUID, request: RefundRequest, response: Response) -> RefundReply:
        """Refund a part or all of the captured amount; of a transfer by a repayment of the staff.

        Of what is owed on invoice, what is still missing becomes less first.
        """
        try:
            payment, made, began = payment_service.refund(checkout_id, request)
            reply = RefundReply.of(payment, made)
        except NoSuchPayment:
            owed, began = transfers.refund(checkout_id, request.refund_id, request.amount.money)
            reply = refund_reply(owed, checkout_id)
        response.status_code = 201 if began else 200
        return reply

    return router


def _reply(checkout_id: UUID, payment: Payment | None) -> PaymentReply:
    return PaymentReply.of(payment) if payment else PaymentReply.never_requested(checkout_id)
