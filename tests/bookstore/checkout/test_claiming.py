"""What an instance takes up: whatever is open and nobody works on, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bookstore.checkout import store
from bookstore.checkout.in_progress import CheckoutsInProgress
from bookstore.checkout.model import Checkout, pause_after
from tests.bookstore.checkout.bench import NOW, BeginsBetweenReads, Bench


def test_a_claim_that_is_committed_and_not_acknowledged_is_made_again(bench: Bench) -> None:
    due = bench.stored(due=True)
    bench.database.forgets = 1
    with pytest.raises(OperationalError):
        bench.sagas.run_once()
    bench.sagas.run_once()
    bench.comes_to(due, "completed")


def test_a_checkout_that_is_stored_and_left_is_taken_up(bench: Bench) -> None:
    left = bench.stored()
    bench.sagas.run_once()
    bench.comes_to(left, "completed")


def test_a_checkout_whose_row_was_locked_at_the_first_look_is_taken_up_at_the_next(bench: Bench) -> None:
    left = bench.stored()
    with bench.database.engine.begin() as half_dead:
        half_dead.execute(text("SELECT FROM checkouts FOR UPDATE"))
        bench.sagas.run_once()
        assert not bench.steps.seen
    bench.sagas.run_once()
    bench.comes_to(left, "completed")


def test_what_the_worker_works_on_is_not_claimed_again(bench: Bench) -> None:
    begun, goes_on = Event(), Event()

    def waits(_: Checkout) -> None:
        begun.set()
        goes_on.wait(10)

    bench.steps.behavior = waits
    due = bench.stored(due=True)
    bench.sagas.run_once()
    assert begun.wait(10)
    bench.sagas.run_once()
    goes_on.set()
    bench.comes_to(due, "completed")
    assert bench.row(due)["fence"] == 2


def test_what_a_request_works_on_is_not_claimed(bench: Bench) -> None:
    bench.steps.behavior = lambda _: bench.sagas.run_once()
    bought = bench.submitted()
    assert bench.row(bought)["fence"] == 1


def test_what_was_begun_while_the_worker_looked_is_not_claimed(bench: Bench) -> None:
    new = bench.stored()
    with bench.database.transaction() as connection:
        assert store.claim(connection, bench.sagas.owner, NOW, BeginsBetweenReads(new), limit=1) == []


def test_what_two_work_on_is_at_work_until_both_have_ended() -> None:
    in_progress, one = CheckoutsInProgress(), uuid4()
    with in_progress.on(one):
        with in_progress.on(one):
            pass
        assert in_progress.ids() == [one]
    assert in_progress.ids() == []


def test_what_fails_unexpectedly_is_put_off_longer_each_time(bench: Bench) -> None:
    def fails(_: Checkout) -> None:
        raise ValueError("nobody has thought of this")

    bench.steps.behavior = fails
    stored, seconds = bench.stored(), []
    for _ in range(3):
        with bench.sagas.in_progress.on(stored.checkout_id), pytest.raises(ValueError, match="nobody"):
            bench.sagas.run(replace(stored, attempts=bench.row(stored)["attempts"]))
        seconds.append((bench.row(stored)["next_attempt_at"] - NOW).total_seconds())
        bench.sagas.run_once()
    assert seconds == [pause_after(attempts) for attempts in range(3)]
    assert len(bench.steps.seen) == 3, "nobody goes on with it before the pause is over"
