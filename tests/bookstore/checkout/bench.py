"""The saga runner over a database, with scripted steps in place of other services."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping, text
from sqlalchemy.exc import OperationalError

from bookstore.checkout import store
from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.in_progress import CheckoutsInProgress
from bookstore.checkout.model import Checkout, CheckoutState
from bookstore.checkout.saga import CheckoutStep, Compensation
from bookstore.checkout.saga_runner import SagaRunner
from bookstore.checkout.schemas import SeenTotal, Submission
from bookstore.checkout.service import CheckoutService
from bookstore.checkout.step_outcomes import Result
from bookstore.checkout.transfer_deadline import TransferPeriods
from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.clock import Alarm
from bookstore.platform.database import Database
from bookstore.platform.http import ServiceAnswer, ServiceClient
from bookstore.platform.money import Currency

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
TERMS = TransferPeriods(in_advance=timedelta(days=7), on_invoice=timedelta(days=14))


class StoppedClock:
    """A clock that stands still: no deadline passes, and no pause is waited for."""

    def now(self) -> datetime:
        return NOW

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        return alarm.is_set()


class LossyDatabase(Database):
    """A database that commits, and can lose the acknowledgement of the commit."""

    lost_acknowledgements = 0

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with super().transaction() as connection:
            yield connection
        if self.lost_acknowledgements:
            self.lost_acknowledgements -= 1
            raise OperationalError("COMMIT", {}, ConnectionError("not acknowledged"))


@dataclass
class ScriptedSteps:
    """Steps that do nothing, or what the test sets as their behavior."""

    behavior: Callable[[Checkout], object] = lambda checkout: None
    seen: list[tuple[UUID, CheckoutStep]] = field(default_factory=list)

    def perform(self, checkout: Checkout) -> Result:
        self.seen.append((checkout.checkout_id, checkout.step))
        self.behavior(checkout)
        return {"quote": {"grand_total": 0}} if checkout.step is CheckoutStep.QUOTE else {}

    def inquire(self, checkout: Checkout, *, customer_returned: bool) -> Result:
        return self.perform(checkout)

    def compensate(self, compensation: Compensation, checkout: Checkout) -> None:
        self.behavior(checkout)


class FullCart(ServiceClient):
    """A cart service without HTTP: every cart holds one copy."""

    def __init__(self) -> None:
        self.callee = "cart"

    def call(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ServiceAnswer:
        line = {"sku": "9780441013593", "title": "Dune", "quantity": 1}
        cart = {"cart_id": path.rpartition("/")[2], "currency": "USD", "state": "open", "lines": [line]}
        return ServiceAnswer("checkout -> cart", 200, {**cart, "discount_codes": [], "version": 1})


class BeginsBetweenReads(CheckoutsInProgress):
    """A registry in which a run of this checkout begins between the first read and the second."""

    def __init__(self, checkout: Checkout) -> None:
        super().__init__()
        self._begins = checkout.checkout_id

    def ids(self) -> list[UUID]:
        found = super().ids()
        self.begin(self._begins)
        return found


@dataclass
class Bench:
    """The saga runner of one instance, its database, and the rows in it."""

    database: LossyDatabase
    steps: ScriptedSteps
    saga_runner: SagaRunner

    def stored(self, *, due: bool = False) -> Checkout:
        """A checkout of this instance that was just stored; with `due` it is due."""
        new = Checkout(
            checkout_id=uuid4(),
            state=CheckoutState.RUNNING,
            step=CheckoutStep.RESERVE,
            submission={"shopper": "guest:1", "cart_id": str(uuid4()), "payment": None},
            results={},
            compensations=(),
            refusal=None,
            owner=self.saga_runner.owner,
            fence=1,
            attempts=0,
            in_doubt=False,
            created_at=NOW,
            traceparent="",
            baggage="",
            worked_on_since=NOW,
        )
        with self.database.transaction() as connection:
            store.insert(connection, new, str(new.checkout_id), "")
            if due:
                store.save(connection, new, NOW, NOW - timedelta(seconds=1))
        return new

    def submitted(self) -> Checkout:
        """A checkout that a guest has submitted for a new cart."""
        checkout_service = CheckoutService(self.database, StoppedClock(), FullCart(), self.saga_runner, TERMS)
        address = DeliveryAddress(name="Ada", line1="1 Lane", city="Central", country="HK")
        submission = Submission(
            cart_id=uuid4(),
            email="ada@readers.example",
            ship_to=address,
            expected_total=SeenTotal(amount=0, currency=Currency.USD),
        )
        return checkout_service.submit(StoredBuyer(None, "1"), {}, str(uuid4()), submission)

    def row(self, checkout: Checkout) -> RowMapping:
        """The row of the checkout."""
        question = text("SELECT * FROM checkouts WHERE checkout_id = :id")
        with self.database.engine.connect() as connection:
            return connection.execute(question, {"id": checkout.checkout_id}).mappings().one()

    def wait_for_state(self, checkout: Checkout, state: str) -> None:
        """Return when the checkout is in this state; fails after ten seconds."""
        deadline = time.monotonic() + 10
        while (stands := self.row(checkout)["state"]) != state:
            assert time.monotonic() < deadline, f"the checkout is {stands}, not {state}"
            Event().wait(0.01)
