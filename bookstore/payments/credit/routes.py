"""The routes of credit limits, for the staff."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from bookstore.payments.credit.schemas import CreditAccounts, CreditLimitRequest, CreditReply
from bookstore.payments.credit.service import CreditService
from bookstore.platform.access import staff
from bookstore.platform.schemas import CustomerId
from bookstore.platform.server import ThreadedRouter


def credit_routes(credit: CreditService) -> APIRouter:
    """The routes over these use cases."""
    router = ThreadedRouter(tags=["credit"], dependencies=[Depends(staff)])

    @router.put("/credit-limits/{customer_id}")
    def set_limit(customer_id: CustomerId, request: CreditLimitRequest) -> CreditReply:
        """Allow a customer to owe so much on invoice in one currency; 0 allows nothing any more."""
        return CreditReply.of(credit.set_limit(customer_id, request.limit.money))

    @router.get("/credit-limits/{customer_id}")
    def look(customer_id: CustomerId) -> CreditAccounts:
        """What a customer may owe on invoice, and owes, by currency."""
        return CreditAccounts(accounts=tuple(map(CreditReply.of, credit.accounts(customer_id))))

    return router
