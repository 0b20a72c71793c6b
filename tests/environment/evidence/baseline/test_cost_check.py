"""A scenario that costs more than its baseline is red, and what varies by itself is not compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.baseline.call_profile import profile_of
from environment.evidence.baseline.cost_check import CostComparison
from environment.evidence.baseline.scenario_baseline import ScenarioRun, merged
from environment.evidence.baseline.sql_cost import SqlCost
from environment.evidence.baseline.stability import is_stable
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.evidence.baseline.variation import (
    Variation,
    read_variation,
    variation_of,
    written_variation,
)
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

QUOTE = ("checkout -> pricing", "PUT /quotes/{id}")
LINES, LOOP = ("orders", "SELECT lines"), ("orders", "SELECT due")
NOTHING_VARIES = Variation()


def run(lines: int = 2, rows: int = 2, loop: int = 0, *, more: tuple[Exchange, ...] = ()) -> ScenarioRun:
    sql = {LINES: SqlCost(lines, rows)} | ({LOOP: SqlCost(loop, loop)} if loop else {})
    return ScenarioRun(profile_of([*RecordedCheckout().exchanges(), *more]), sql)


def quotes(number: int) -> tuple[Exchange, ...]:
    path = "/quotes/00000000-0000-0000-0000-000000000000"
    return tuple(exchange(50 + n, QUOTE[0], f"PUT {path}", 201, at=20) for n in range(number))


def found(now: ScenarioRun, *before: ScenarioRun, variation: Variation = NOTHING_VARIES) -> list[str]:
    return [str(each) for each in CostComparison(now, merged(before), variation).surplus()]


def test_a_read_that_is_made_again_is_named_with_its_number_before() -> None:
    assert found(run(more=quotes(2)), run()) == [
        "checkout -> pricing: pricing was asked 3 times by checkout for the binding quote "
        "(PUT /quotes/{id}), in the baseline once; make baseline accepts an intended change"
    ]
    assert found(run(more=quotes(2)), run(more=quotes(2)), run()) == []


def test_a_new_call_is_named() -> None:
    new = exchange(50, "orders -> pricing", "GET /prices/x", at=20)
    [sentence] = found(run(more=(new,)), run())
    assert "pricing was asked once by orders for GET /prices/x, in the baseline never" in sentence


def test_a_transaction_that_has_become_two_is_named() -> None:
    def storing(commits: int) -> ScenarioRun:
        changed = {("orders", "INSERT INTO lines"): SqlCost(1, 0, commits)}
        return ScenarioRun(profile_of(RecordedCheckout().exchanges()), changed)

    assert found(storing(2), storing(1)) == [
        "orders -> postgres: orders has committed 2 changes, in the baseline 1: what was one transaction may "
        "be two, and a crash between them leaves half of it; make baseline accepts an intended change"
    ]
    assert found(storing(1), storing(1)) == []
    by_chance = {("orders", "INSERT INTO due"): SqlCost(1, 0, 1)}
    varies = Variation(statements=frozenset(by_chance))
    with_it = replace(storing(2), sql={**(storing(2).sql or {}), **by_chance})
    assert found(with_it, storing(1), variation=varies) == [], "it may be committed with others or by itself"


def test_more_statements_and_more_rows_are_named_with_the_statement() -> None:
    assert found(run(lines=4), run()) == [
        "orders -> postgres: orders ran 4 SQL statements, in the baseline 2; most often 4x SELECT lines; "
        "make baseline accepts an intended change"
    ]
    [sentence] = found(run(rows=9), run())
    assert "orders read 9 rows, in the baseline 2; most by SELECT lines" in sentence


def test_one_in_fifty_statements_more_is_no_finding() -> None:
    assert found(run(lines=102), run(lines=100)) == []
    assert found(run(lines=103), run(lines=100)) != []


def test_looks_that_go_by_a_timer_are_not_counted() -> None:
    path = "GET /payments/00000000-0000-0000-0000-000000000000"
    look = exchange(50, "checkout -> payments", path, at=20)
    assert found(run(more=(look,)), run()) == []


def test_the_statements_of_a_service_that_was_asked_more_often_are_not_compared() -> None:
    event = exchange(50, "payments -> orders", "GET /paid-orders", at=20)
    [sentence] = found(run(lines=4, more=(event,)), run())
    assert "orders was asked once by payments for the paid orders" in sentence


def test_what_varies_in_one_scenario_is_compared_in_none() -> None:
    variation = variation_of([[run(), run(loop=1)], [run(more=quotes(1)), run()], [run(rows=1), run()]])
    assert variation == Variation({QUOTE: 1}, frozenset({LOOP}), frozenset({LINES}))
    assert found(run(loop=7, rows=9), run(), variation=variation) == []
    assert found(run(more=quotes(3)), run(), variation=variation) == []
    assert len(found(run(more=quotes(4), lines=3), run(), variation=variation)) == 2


def test_unstable_scenarios_neither_teach_nor_are_compared() -> None:
    unstable = replace(run(lines=9, more=quotes(5)), sql=None)
    assert variation_of([[run(), unstable]]) == Variation()
    assert found(unstable, run()) == []
    assert found(run(lines=9), run(), unstable) == []


def test_statements_that_more_calls_explain_do_not_vary_by_themselves() -> None:
    asked_again = tuple(exchange(60 + n, "checkout -> orders", "PUT /orders/1", 200, at=20) for n in range(2))
    assert not variation_of([[run(), run(lines=4, more=asked_again)]]).statements
    assert variation_of([[run(), run(lines=4, more=asked_again), run(lines=5, more=asked_again)]]).statements


def test_a_cheaper_scenario_is_noted_and_not_red() -> None:
    baseline = merged([run(more=quotes(1))])
    for now, cheaper in ((run(), True), (run(lines=1, more=quotes(1)), True), (run(more=quotes(1)), False)):
        comparison = CostComparison(now, baseline, Variation())
        assert (list(comparison.surplus()), comparison.is_cheaper()) == ([], cheaper)


def test_the_variation_is_written_and_read() -> None:
    known = Variation({QUOTE: 2}, frozenset({LOOP}), frozenset({LINES}))
    assert read_variation(written_variation(known)) == known
    assert read_variation("") == Variation()
    assert known | Variation({QUOTE: 3}, frozenset({LINES})) == Variation(
        {QUOTE: 3}, frozenset({LINES, LOOP})
    )
    with pytest.raises(UnreadableBaseline, match="neither a call nor a statement"):
        read_variation("<<<<<<<")


def test_faults_races_and_missing_answers_make_costs_uncertain() -> None:
    calm = RecordedCheckout().exchanges()
    assert is_stable(calm, [])
    beside = exchange(60, "customer -> checkout", "POST /checkouts", at=12)
    assert not is_stable([*calm, beside], [])
    for changed in (
        {"faults": ("lost",)},
        {"status": None},
        {"took": None},
        {"status": 503},
        {"status": 429},
    ):
        assert not is_stable(RecordedCheckout().change(QUOTE[0], **changed).exchanges(), [])
    refused = RecordedCheckout().change("customer -> checkout", status=503).exchanges()
    assert is_stable(refused, [])  # people do not send a request again by themselves
    later = replace(beside, edge="notifications -> mail", protocol="smtp", outcome="451 try again")
    assert not is_stable([*calm, later], [])


@pytest.mark.parametrize(("now", "is_told"), [(9, False), (16, False), (17, True), (18, True)])
def test_changes_whose_number_varies_are_counted_together_with_room_to_spare(now: int, is_told: bool) -> None:
    save = ("orders", "UPDATE orders SET state = $1")
    variation = Variation(statements=frozenset({save, LOOP}))

    def saving(times: int) -> ScenarioRun:
        sql = {LINES: SqlCost(2, 2), save: SqlCost(times, 0, times), LOOP: SqlCost(times, times)}
        return ScenarioRun(profile_of(RecordedCheckout().exchanges()), variation.counted(sql))

    sentences = found(saving(now), saving(8), saving(9))
    told = [
        f"orders -> postgres: orders ran {now} statements that change what it has stored, in the baseline "
        f"8-9; most often {now}x UPDATE orders SET state = $1; make baseline accepts an intended change"
    ]
    assert sentences == (told if is_told else [])


@pytest.mark.parametrize(("one", "other", "varies"), [(77, 76, False), (26, 27, True), (150, 146, True)])
def test_of_a_statement_that_is_run_a_hundred_times_some_more_are_no_variation(
    one: int, other: int, varies: bool
) -> None:
    runs = [run(lines=one, rows=2), run(lines=other, rows=2)]
    assert (LINES in variation_of([runs]).statements) is varies
