"""Works a checkout off: stored before each act, resumed after a crash, turned back when it cannot go on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from sqlalchemy.exc import OperationalError

from bookstore.checkout import store
from bookstore.checkout.in_progress import AtWork
from bookstore.checkout.model import (
    Checkout,
    Patience,
    Refused,
    State,
    Undo,
    pause_after,
    pause_between_looks,
)
from bookstore.checkout.ownership import Ownership
from bookstore.checkout.saga_steps import ABANDONED, TRY_AGAIN, CustomerMustAct, Result, TurnBack
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.http import CallFailed, NotSent

_log = logging.getLogger(__name__)
_IDLE = 0.5  # seconds between two looks for checkouts that were left
_RESUMERS = 8
_ATTENTION = 8.0  # seconds a submission is worked on before the browser is told to ask again


class Acts(Protocol):
    """What a saga does at other services."""

    def perform(self, checkout: Checkout) -> Result:
        """Do the step at hand. Raises TurnBack, CallFailed, or CustomerMustAct."""
        ...

    def look(self, checkout: Checkout, *, customer_is_back: bool) -> Result:
        """How far the customer is with what the step waits for. Raises the same."""
        ...

    def compensate(self, act: Undo, checkout: Checkout) -> None:
        """Undo. Raises CallFailed while it is not certain."""
        ...


class Sagas:
    """All checkouts that this instance works on."""

    def __init__(
        self, database: Database, clock: Clock, acts: Acts, patience: Patience, ownership: Ownership
    ) -> None:
        self._database = database
        self._clock = clock
        self._acts = acts
        self._patience = patience
        self._ownership = ownership
        self._stopping = Event()
        self.at_work = AtWork()
        self._pool = ThreadPoolExecutor(_RESUMERS, "saga")
        self.wake: Callable[[], None] = lambda: None

    @property
    def owner(self) -> int:
        """The number a new checkout is stored under."""
        return self._ownership.number

    def run(
        self, checkout: Checkout, attention: float | None = _ATTENTION, *, customer_is_back: bool = False
    ) -> Checkout:
        """Work on the checkout until it is finished, or must be left to the worker.

        It must be in `at_work` meanwhile. `attention` is how many seconds somebody waits for it; None: nobody
        does, so every pause is left to the worker. A failure of this process's own database is raised.
        """
        with _in_its_trace(checkout), self._kept(checkout):
            if checkout.state is State.WAITING:
                checkout, pause = self._look(checkout, customer_is_back=customer_is_back)
                if checkout.state is State.WAITING:
                    return self._leave(checkout, pause)
            return self._run(checkout, attention)
        return checkout

    def call_off(self, checkout: Checkout, refusal: Refused) -> None:
        """Undo a checkout that waits for its customer; what is left after a while is left to the worker."""
        with _in_its_trace(checkout), self._kept(checkout):
            self._run(self._save(checkout.turned_back(refusal, in_doubt=True)), _ATTENTION)

    @contextmanager
    def _kept(self, checkout: Checkout) -> Iterator[None]:
        """Whatever goes wrong inside, the worker goes on: where it can only go wrong again, after a pause."""
        try:
            yield
        except store.LostOwnership:
            _log.warning("another instance has claimed the checkout", extra=_named(checkout))
        except OperationalError:
            raise  # the database went away: nothing is wrong with the checkout
        except Exception:
            until = self._clock.now() + timedelta(seconds=pause_after(checkout.attempts))
            with self._database.transaction() as connection:
                store.put_off(connection, checkout, until)
            raise

    def _run(self, checkout: Checkout, attention: float | None) -> Checkout:
        until = self._clock.now() + timedelta(seconds=attention or 0.0)
        while not checkout.finished:
            checkout, pause = self._advance(checkout)
            if checkout.state is State.WAITING:
                return self._leave(checkout, pause)
            waited_for = attention is not None and checkout.worth_waiting_for
            late = attention is not None and self._clock.now() + timedelta(seconds=pause) >= until
            if not checkout.finished and (late or (pause and not waited_for)):
                return self._leave(checkout, pause)
            if pause and self._clock.wait(self._stopping, pause):
                return self._leave(checkout, pause)
        return checkout

    def act(self) -> float:
        """Claim what is due or left behind and work on it (a worker's act)."""
        me = self._ownership.renew()
        with self._database.transaction() as connection:
            claimed = store.claim(connection, me, self._clock.now(), self.at_work, _RESUMERS * 4)
            due = store.next_due(connection, me, self.at_work)
        self._resume(claimed)
        until = _IDLE if due is None else (due - self._clock.now()).total_seconds()
        return min(max(until, 0.0), _IDLE)

    def stop(self) -> None:
        """Let the acts at hand end; what is left is stored and resumed later."""
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._ownership.release()

    def _resume(self, claimed: Iterable[Checkout]) -> None:
        for checkout in claimed:
            self.at_work.begin(checkout.checkout_id)
            self._pool.submit(self._resumed, checkout)

    def _resumed(self, checkout: Checkout) -> None:
        with _in_its_trace(checkout):
            _log.info("resuming a checkout", extra=_named(checkout))
            try:
                self.run(checkout, attention=None)
            except OperationalError as error:  # the database went away: claimed again when it is back
                _log.warning(
                    "the database did not answer", extra={**_named(checkout), "why": str(error.orig)}
                )
            except Exception:  # noqa: BLE001 - the boundary of a thread: logged, and claimed again
                _log.exception("a checkout could not be worked on", extra=_named(checkout))
            finally:
                self.at_work.end(checkout.checkout_id)

    def _advance(self, checkout: Checkout) -> tuple[Checkout, float]:
        """One act, and its result stored: the checkout after it, and the seconds to wait before the next."""
        if checkout.state is State.RUNNING:
            return self._forward(checkout)
        return self._back(checkout)

    def _forward(self, checkout: Checkout) -> tuple[Checkout, float]:
        try:
            moved = checkout.done(self._acts.perform(checkout))
        except TurnBack as turn:
            return self._turn_back(checkout, turn)
        except CustomerMustAct as must:
            until = self._clock.now() + self._patience.challenge
            return self._save(checkout.awaiting(must.action, until)), pause_between_looks(0)
        except CallFailed as failure:
            return self._failed(checkout, failure)
        return self._save(moved), 0.0

    def _look(self, checkout: Checkout, *, customer_is_back: bool) -> tuple[Checkout, float]:
        """Whether the customer has acted; whoever lets the deadline pass has not bought."""
        late = checkout.waited_long_enough(self._clock.now())
        try:
            result = self._acts.look(checkout, customer_is_back=customer_is_back or late)
        except TurnBack as turn:
            return self._turn_back(checkout, turn)
        except (CustomerMustAct, CallFailed):
            if late:
                return self._turn_back(checkout, TurnBack(ABANDONED, done=True))
            return self._save(checkout.asked_again()), pause_between_looks(checkout.attempts)
        return self._save(checkout.resumed(self._clock.now()).done(result)), 0.0

    def _turn_back(self, checkout: Checkout, turn: TurnBack) -> tuple[Checkout, float]:
        doubtful = turn.done or checkout.in_doubt
        return self._save(checkout.turned_back(turn.refusal, in_doubt=doubtful)), 0.0

    def _failed(self, checkout: Checkout, failure: CallFailed) -> tuple[Checkout, float]:
        _log.warning("a step did not succeed", extra={**_named(checkout), "why": str(failure)})
        failed = checkout.failed(certainly_not_done=isinstance(failure, NotSent))
        if failed.patience_over(self._patience, self._clock.now()):
            return self._save(failed.turned_back(TRY_AGAIN, in_doubt=failed.in_doubt)), 0.0
        return self._save(failed), pause_after(checkout.attempts)

    def _back(self, checkout: Checkout) -> tuple[Checkout, float]:
        """Every compensation that is left, each for itself: one that fails does not hold up the others."""
        for act in checkout.undo:
            try:
                self._acts.compensate(act, checkout)
            except CallFailed as failure:
                _log.warning(
                    "a compensation did not succeed", extra={**_named(checkout), "why": str(failure)}
                )
            else:
                checkout = self._save(checkout.undone(act))
        if checkout.finished:
            return checkout, 0.0
        return self._save(replace(checkout, attempts=checkout.attempts + 1)), pause_after(checkout.attempts)

    def _leave(self, checkout: Checkout, pause: float) -> Checkout:
        """Stored as due after the pause: the worker, or the next start of the service, goes on with it."""
        saved = self._save(checkout, self._clock.now() + timedelta(seconds=pause))
        self.wake()
        return saved

    def _save(self, checkout: Checkout, due: datetime | None = None) -> Checkout:
        with self._database.transaction() as connection:
            store.save(connection, checkout, self._clock.now(), due)
        return checkout


@contextmanager
def _in_its_trace(checkout: Checkout) -> Iterator[None]:
    """Whoever goes on with it, its customer with a new request or a worker: it has one trace to the end."""
    bound = {"traceparent": checkout.traceparent, "baggage": checkout.baggage}
    with correlation.correlated(correlation.correlation_of(bound)):
        yield


def _named(checkout: Checkout) -> dict[str, str]:
    return {"checkout_id": str(checkout.checkout_id), "step": checkout.step, "state": checkout.state}
