"""The routes about bank transfers: of the checkout that expects one, and of the staff."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.payments.credit.errors import (
    CreditLimitExceeded,
    CreditRefusal,
    InvoiceOverdue,
    NotOnInvoice,
)
from bookstore.payments.errors import (
    PROBLEMS,
    AlreadyReversed,
    ConflictingRequest,
    NoSuchRepayment,
    PaymentError,
)
from bookstore.payments.transfers.schemas import (
    BankId,
    ExpectationReply,
    ExpectationRequest,
    RepaymentList,
    RepaymentReply,
    TransferReply,
    TransferRequest,
)
from bookstore.payments.transfers.service import TransferService
from bookstore.platform.access import Peers, staff
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.server import ThreadedRouter


def _refused(*refusals: type[PaymentError | CreditRefusal]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


_UNEXPECTED = _refused(ConflictingRequest, AlreadyReversed, NotOnInvoice, InvoiceOverdue, CreditLimitExceeded)


def transfer_routes(transfers: TransferService) -> APIRouter:
    """The routes over these use cases."""
    router = ThreadedRouter(tags=["transfers"])
    router.include_router(_checkout_routes(transfers))
    router.include_router(_staff_routes(transfers))
    return router


def _checkout_routes(transfers: TransferService) -> APIRouter:
    router = ThreadedRouter(dependencies=[Depends(Peers("checkout"))])

    @router.put(
        "/expected-transfers/{checkout_id}",
        responses={201: {"model": ExpectationReply}, **_UNEXPECTED},
    )
    def expect(checkout_id: UUID, request: ExpectationRequest, response: Response) -> ExpectationReply:
        """Expect a transfer, under a reference of its own. A repeated request returns the same."""
        expected, is_new = transfers.expect(
            checkout_id, request.amount.money, request.due_at, fingerprint(request), request.owed_by
        )
        response.status_code = 201 if is_new else 200
        return ExpectationReply.of(expected, transfers.account)

    return router


def _staff_routes(transfers: TransferService) -> APIRouter:
    router = ThreadedRouter(dependencies=[Depends(staff)])

    @router.put("/transfers/{bank_id}", responses=_refused(ConflictingRequest))
    def report(bank_id: BankId, request: TransferRequest) -> TransferReply:
        """Report a transfer of the bank's statement, once for each id of the bank."""
        return TransferReply.of(transfers.report(request.transfer(bank_id)))

    @router.get("/repayments")
    def owed() -> RepaymentList:
        """The money that the staff has still to send back, the oldest first, at most 1,000."""
        return RepaymentList(repayments=tuple(RepaymentReply.of(one) for one in transfers.owed()))

    @router.post("/repayments/{repayment_id}/sent", responses=_refused(NoSuchRepayment))
    def mark_sent(repayment_id: UUID) -> RepaymentReply:
        """The staff has sent the money back; harmless when repeated."""
        return RepaymentReply.of(transfers.mark_sent(repayment_id))

    return router
