"""The clock and the client of a gateway sandbox that answers in this process."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bookstore.payments.gateway.answers import GatewayRefund, IntentSnapshot, RequestRejected
from bookstore.payments.gateway.wire import IntentBody, RefundBody
from bookstore.platform.clock import Alarm
from bookstore.platform.money import Currency, Money
from tests.environment.doubles.gateway.account import SandboxAccount


class SandboxClock:
    """The clock of the sandbox; waiting moves it."""

    def __init__(self, account: SandboxAccount) -> None:
        self._account = account

    def now(self) -> datetime:
        return self._account.clock.now()

    def move(self, **by: float) -> None:
        self._account.clock.move(**by)

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        self._account.clock.moment += timedelta(seconds=seconds)
        return False


class SandboxGatewayClient:
    """The calls of the gateway client that a captured payment needs, answered by the sandbox itself."""

    def __init__(self, account: SandboxAccount) -> None:
        self._account = account

    def within(self, seconds: float) -> Any:
        return nullcontext()

    def refund(self, intent_id: str, refund_id: UUID, amount: Money, key: str) -> GatewayRefund:
        sent = {
            "payment_intent": intent_id,
            "amount": amount.amount,
            "metadata": {"refund_id": str(refund_id)},
        }
        answer = self._account.post("refunds", key, **sent)
        if answer.status != 200:
            raise RequestRejected(str(answer.error.get("code")))
        return RefundBody.model_validate(answer.body).refund

    def retrieve(self, intent_id: str) -> IntentSnapshot:
        return IntentBody.model_validate(self._account.get(f"payment_intents/{intent_id}").body).intent

    def refunds_of(self, intent_id: str, currency: Currency) -> list[GatewayRefund]:
        found = self._account.get("refunds", payment_intent=intent_id, limit=100).body["data"]
        return [RefundBody.model_validate(one).refund for one in found]
