"""The request and response bodies about credit limits. Amounts are minor units of their currency."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bookstore.payments.credit.model import CreditAccount
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody


class CreditLimitRequest(RequestBody):
    """The customer may owe so much on invoice, in this currency; 0 allows nothing."""

    limit: MoneyBody


class CreditReply(ReplyBody):
    """What a customer may owe (`limit`), owes, and may owe beside that; `overdue`: some of it is late."""

    limit: MoneyBody
    owed: int
    left: int
    overdue: bool

    @classmethod
    def of(cls, account: CreditAccount) -> CreditReply:
        """The account as the staff sees it."""
        return cls(
            limit=MoneyBody.of(account.limit),
            owed=account.owed,
            left=account.left,
            overdue=account.overdue,
        )


class CreditAccounts(ReplyBody):
    """An account for each currency in which the staff has set a limit."""

    accounts: Annotated[tuple[CreditReply, ...], Field(max_length=len(Currency))]
