"""The routes for staff to reconcile, and to read the findings."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fastapi import APIRouter, Depends

from bookstore.payments.reconciliation.findings import Finding, FindingKind, FindingSettlement
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.platform.access import staff
from bookstore.platform.money import Currency
from bookstore.platform.schemas import Moment, ReplyBody, RequestBody
from bookstore.platform.server import ThreadedRouter


class ReconciliationRequest(RequestBody):
    """Reconcile this span of time."""

    since: Moment
    until: Moment


class FindingReply(ReplyBody):
    """A finding and its settlement; `reported` is for the staff to settle."""

    kind: FindingKind
    checkout_id: UUID
    amount: int
    currency: Currency
    settlement: FindingSettlement


class ReconciliationReply(ReplyBody):
    """The findings of a run; a second run does not find what was settled."""

    findings: tuple[FindingReply, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> ReconciliationReply:
        """These findings."""
        return cls(
            findings=tuple(
                FindingReply(
                    kind=one.kind,
                    checkout_id=one.checkout_id,
                    amount=one.amount.amount,
                    currency=one.amount.currency,
                    settlement=one.settlement,
                )
                for one in findings
            )
        )


def reconciliation_routes(reconciliation: Reconciliation, findings: FindingRepository) -> APIRouter:
    """The routes under /reconciliations."""
    router = ThreadedRouter(
        prefix="/reconciliations",
        tags=["reconciliation"],
        dependencies=[Depends(staff)],
    )

    @router.post("")
    def compare(span: ReconciliationRequest) -> ReconciliationReply:
        """Reconcile now, and settle what can be settled."""
        return ReconciliationReply.of(reconciliation.run(span.since, span.until))

    @router.get("/findings")
    def found() -> ReconciliationReply:
        """The oldest 1,000 findings."""
        return ReconciliationReply(findings=tuple(FindingReply(**row) for row in findings.all()))

    return router
