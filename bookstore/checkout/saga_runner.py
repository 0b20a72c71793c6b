"""Runs the saga of checkouts: stored before each step, resumed after a crash, compensated on a refusal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.exc import OperationalError

from bookstore.checkout import store
from bookstore.checkout.in_progress import CheckoutsInProgress
from bookstore.checkout.model import (
    Checkout,
    CheckoutDeadlines,
    CheckoutState,
    StoredRefusal,
    pause_after,
    pause_between_inquiries,
)
from bookstore.checkout.ownership import Ownership
from bookstore.checkout.saga import Compensation
from bookstore.checkout.step_outcomes import (
    NOT_CONFIRMED,
    TRY_AGAIN,
    CompensateCheckout,
    CustomerActionRequired,
    Result,
)
from bookstore.platform import correlation
from bookstore.platform.clock import Alarm, Clock
from bookstore.platform.database import Database
from bookstore.platform.http import CallFailed, NotSent
from bookstore.platform.worker import pause_until

_log = logging.getLogger(__name__)
_IDLE = 0.5  # seconds; another instance may have died and left a checkout
_RESUMERS = 8
_CALLER_WAIT = 8.0  # seconds until a running submission is answered with 202


class StepExecutor(Protocol):
    """Carries out the steps of a saga at other services."""

    def perform(self, checkout: Checkout) -> Result:
        """Carry out the step at hand. Raises CompensateCheckout, CallFailed, or CustomerActionRequired."""
        ...

    def inquire(self, checkout: Checkout, *, customer_returned: bool) -> Result:
        """The state of the payment that the customer is to confirm. Raises what `perform` raises."""
        ...

    def compensate(self, compensation: Compensation, checkout: Checkout) -> None:
        """Compensate a step. Raises CallFailed where that is not certain."""
        ...


class SagaRunner:
    """Runs the checkouts that this instance owns."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        steps: StepExecutor,
        deadlines: CheckoutDeadlines,
        ownership: Ownership,
    ) -> None:
        self._database = database
        self._clock = clock
        self._steps = steps
        self._deadlines = deadlines
        self._ownership = ownership
        self._stopping = Alarm()
        self.in_progress = CheckoutsInProgress()
        self._pool = ThreadPoolExecutor(_RESUMERS, "saga")
        self.wake: Callable[[], None] = lambda: None

    @property
    def owner(self) -> int:
        """The number of this instance, which a new checkout is stored with."""
        return self._ownership.number

    def run(
        self,
        checkout: Checkout,
        wait_seconds: float | None = _CALLER_WAIT,
        *,
        customer_returned: bool = False,
    ) -> Checkout:
        """Run the checkout until it is finished, or until it is left to the worker.

        The caller has registered it in `in_progress`. `wait_seconds` is how long the caller can wait; None:
        there is no caller, so every pause is left to the worker. Raises OperationalError where the database
        of this service is unavailable.
        """
        with _in_trace_of(checkout), self._postponed_on_failure(checkout):
            if checkout.state is CheckoutState.WAITING:
                checkout, pause = self._inquire(checkout, customer_returned=customer_returned)
                if checkout.state is CheckoutState.WAITING:
                    return self._leave_to_worker(checkout, pause)
            return self._run(checkout, wait_seconds)
        return checkout

    def compensate_waiting(self, checkout: Checkout, refusal: StoredRefusal) -> None:
        """Compensate a checkout that waits for its customer; after a while the worker goes on with it."""
        with _in_trace_of(checkout), self._postponed_on_failure(checkout):
            self._run(self._save(checkout.compensating(refusal, in_doubt=True)), _CALLER_WAIT)

    @contextmanager
    def _postponed_on_failure(self, checkout: Checkout) -> Iterator[None]:
        """After an unexpected error the worker resumes the checkout, after a pause that doubles each time."""
        try:
            yield
        except store.LostOwnership:
            _log.warning("another instance has claimed the checkout", extra=_log_fields(checkout))
        except OperationalError:
            raise  # the database is unavailable: the checkout itself is sound
        except Exception:
            until = self._clock.now() + timedelta(seconds=pause_after(checkout.attempts))
            with self._database.transaction() as connection:
                store.postpone(connection, checkout, until)
            raise

    def _run(self, checkout: Checkout, wait_seconds: float | None) -> Checkout:
        until = self._clock.now() + timedelta(seconds=wait_seconds or 0.0)
        while not checkout.finished:
            checkout, pause = self._advance(checkout)
            if checkout.state is CheckoutState.WAITING:
                return self._leave_to_worker(checkout, pause)
            waited_for = wait_seconds is not None and checkout.caller_should_wait
            late = wait_seconds is not None and self._clock.now() + timedelta(seconds=pause) >= until
            if not checkout.finished and (late or (pause and not waited_for)):
                return self._leave_to_worker(checkout, pause)
            if pause and self._clock.wait(self._stopping, pause):
                return self._leave_to_worker(checkout, pause)
        return checkout

    def run_once(self) -> float:
        """Claim and resume checkouts that are due or left by a dead owner; the seconds until the next."""
        instance = self._ownership.renew()
        with self._database.reading() as connection:
            claimable, due = store.look(connection, instance, self._clock.now(), self.in_progress)
        if claimable:
            with self._database.transaction() as connection:
                claimed = store.claim(
                    connection, instance, self._clock.now(), self.in_progress, _RESUMERS * 4
                )
                due = store.next_due(connection, instance, self.in_progress)
            self._resume(claimed)
        return pause_until(due, self._clock.now(), _IDLE)

    def stop(self) -> None:
        """Let the steps at hand end; the checkouts are stored and resumed later."""
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._ownership.release()

    def _resume(self, claimed: Iterable[Checkout]) -> None:
        for checkout in claimed:
            self.in_progress.begin(checkout.checkout_id)
            self._pool.submit(self._resumed, checkout)

    def _resumed(self, checkout: Checkout) -> None:
        with _in_trace_of(checkout):
            _log.info("resuming a checkout", extra=_log_fields(checkout))
            try:
                self.run(checkout, wait_seconds=None)
            except OperationalError as error:  # the database is unavailable: claimed again afterwards
                _log.warning(
                    "the database did not answer", extra={**_log_fields(checkout), "why": str(error.orig)}
                )
            except Exception:  # noqa: BLE001 - the boundary of a thread: logged, and claimed again
                _log.exception("a checkout could not be worked on", extra=_log_fields(checkout))
            finally:
                self.in_progress.end(checkout.checkout_id)

    def _advance(self, checkout: Checkout) -> tuple[Checkout, float]:
        """Carry out one step and store it: the checkout after it, and the seconds to wait before the next."""
        if checkout.state is CheckoutState.RUNNING:
            return self._forward(checkout)
        return self._compensate(checkout)

    def _forward(self, checkout: Checkout) -> tuple[Checkout, float]:
        try:
            moved = checkout.done(self._steps.perform(checkout))
        except CompensateCheckout as ended:
            return self._start_compensation(checkout, ended)
        except CustomerActionRequired as required:
            until = self._clock.now() + self._deadlines.challenge
            return self._save(checkout.waiting_for_customer(required.action, until)), pause_between_inquiries(
                0
            )
        except CallFailed as failure:
            return self._failed(checkout, failure)
        return self._save(moved), 0.0

    def _inquire(self, checkout: Checkout, *, customer_returned: bool) -> tuple[Checkout, float]:
        """Ask for the state of the payment; after the deadline an unconfirmed checkout is compensated."""
        late = checkout.wait_expired(self._clock.now())
        try:
            result = self._steps.inquire(checkout, customer_returned=customer_returned or late)
        except CompensateCheckout as ended:
            return self._start_compensation(checkout, ended)
        except (CustomerActionRequired, CallFailed):
            if late:
                return self._start_compensation(checkout, CompensateCheckout(NOT_CONFIRMED, done=True))
            return self._save(checkout.inquired_again()), pause_between_inquiries(checkout.attempts)
        return self._save(checkout.resumed(self._clock.now()).done(result)), 0.0

    def _start_compensation(self, checkout: Checkout, ended: CompensateCheckout) -> tuple[Checkout, float]:
        in_doubt = ended.done or checkout.in_doubt
        return self._save(checkout.compensating(ended.refusal, in_doubt=in_doubt)), 0.0

    def _failed(self, checkout: Checkout, failure: CallFailed) -> tuple[Checkout, float]:
        _log.warning("a step did not succeed", extra={**_log_fields(checkout), "why": str(failure)})
        failed = checkout.failed(not_executed=isinstance(failure, NotSent))
        if failed.deadline_passed(self._deadlines, self._clock.now()):
            return self._save(failed.compensating(TRY_AGAIN, in_doubt=failed.in_doubt)), 0.0
        return self._save(failed), pause_after(checkout.attempts)

    def _compensate(self, checkout: Checkout) -> tuple[Checkout, float]:
        """Make every compensation that is left; one that fails does not hold up the others."""
        for compensation in checkout.compensations:
            try:
                self._steps.compensate(compensation, checkout)
            except CallFailed as failure:
                _log.warning(
                    "a compensation did not succeed", extra={**_log_fields(checkout), "why": str(failure)}
                )
            else:
                checkout = self._save(checkout.compensated(compensation))
        if checkout.finished:
            return checkout, 0.0
        return self._save(replace(checkout, attempts=checkout.attempts + 1)), pause_after(checkout.attempts)

    def _leave_to_worker(self, checkout: Checkout, pause: float) -> Checkout:
        """Store the checkout as due after the pause: the worker resumes it, also after a restart."""
        saved = self._save(checkout, self._clock.now() + timedelta(seconds=pause))
        self.wake()
        return saved

    def _save(self, checkout: Checkout, due: datetime | None = None) -> Checkout:
        with self._database.transaction() as connection:
            store.save(connection, checkout, self._clock.now(), due)
        return checkout


@contextmanager
def _in_trace_of(checkout: Checkout) -> Iterator[None]:
    """Bind the trace of the submission: later requests and the worker continue it."""
    bound = {"traceparent": checkout.traceparent, "baggage": checkout.baggage}
    with correlation.correlated(correlation.correlation_of(bound)):
        yield


def _log_fields(checkout: Checkout) -> dict[str, str]:
    return {"checkout_id": str(checkout.checkout_id), "step": checkout.step, "state": checkout.state}
