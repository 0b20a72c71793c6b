"""Claiming: an instance claims open checkouts that no thread is running, and none of them twice."""

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
    bench.database.lost_acknowledgements = 1
    with pytest.raises(OperationalError):
        bench.saga_runner.run_once()
    bench.saga_runner.run_once()
    bench.wait_for_state(due, "completed")


def test_a_checkout_that_is_stored_and_not_running_is_claimed(bench: Bench) -> None:
    left = bench.stored()
    bench.saga_runner.run_once()
    bench.wait_for_state(left, "completed")


def test_a_checkout_whose_row_is_locked_is_claimed_in_the_next_round(bench: Bench) -> None:
    left = bench.stored()
    with bench.database.engine.begin() as other_session:
        other_session.execute(text("SELECT FROM checkouts FOR UPDATE"))
        bench.saga_runner.run_once()
        assert not bench.steps.seen
    bench.saga_runner.run_once()
    bench.wait_for_state(left, "completed")


def test_a_checkout_that_the_worker_is_running_is_not_claimed_again(bench: Bench) -> None:
    begun, may_continue = Event(), Event()

    def waits(_: Checkout) -> None:
        begun.set()
        may_continue.wait(10)

    bench.steps.behavior = waits
    due = bench.stored(due=True)
    bench.saga_runner.run_once()
    assert begun.wait(10)
    bench.saga_runner.run_once()
    may_continue.set()
    bench.wait_for_state(due, "completed")
    assert bench.row(due)["fence"] == 2


def test_a_checkout_that_a_request_is_running_is_not_claimed(bench: Bench) -> None:
    bench.steps.behavior = lambda _: bench.saga_runner.run_once()
    bought = bench.submitted()
    assert bench.row(bought)["fence"] == 1


def test_a_checkout_that_begins_during_the_claim_is_not_claimed(bench: Bench) -> None:
    new = bench.stored()
    with bench.database.transaction() as connection:
        assert store.claim(connection, bench.saga_runner.owner, NOW, BeginsBetweenReads(new), limit=1) == []


def test_a_checkout_with_two_runs_is_in_progress_until_both_have_ended() -> None:
    in_progress, one = CheckoutsInProgress(), uuid4()
    with in_progress.on(one):
        with in_progress.on(one):
            pass
        assert in_progress.ids() == [one]
    assert in_progress.ids() == []


def test_a_checkout_that_fails_unexpectedly_is_postponed_longer_each_time(bench: Bench) -> None:
    def fails(_: Checkout) -> None:
        raise ValueError("unexpected")

    bench.steps.behavior = fails
    stored, seconds = bench.stored(), []
    for _ in range(3):
        with (
            bench.saga_runner.in_progress.on(stored.checkout_id),
            pytest.raises(ValueError, match="unexpected"),
        ):
            bench.saga_runner.run(replace(stored, attempts=bench.row(stored)["attempts"]))
        seconds.append((bench.row(stored)["next_attempt_at"] - NOW).total_seconds())
        bench.saga_runner.run_once()
    assert seconds == [pause_after(attempts) for attempts in range(3)]
    assert len(bench.steps.seen) == 3, "the checkout is not resumed before the pause is over"
