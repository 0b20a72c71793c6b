"""The table of wrong answers is that of the topology, and its rows can be run."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from behave.parser import parse_feature

from environment.session.sampled_examples import fill_from
from environment.session.wrong_answers import NOT_ASKED, WRONG_ANSWERS, listed_answers
from environment.topology import topology
from steps.tasks.journeys import JOURNEYS
from steps.tasks.matrix_outcomes import Expected
from steps.vocabulary.wrong_answers import GATEWAY, WrongAnswer

FEATURE = Path("features/resilience/wrong_answers_of_the_gateway.feature")


def rows(seed: str) -> dict[str, list[tuple[str, ...]]]:
    feature = parse_feature(FEATURE.read_text("utf-8"))
    assert fill_from(WRONG_ANSWERS, [feature], seed)
    (outline,) = feature.walk_scenarios(with_outlines=True, with_rules=False)[:1]
    return {each.name: [tuple(row.cells) for row in each.table.rows] for each in outline.examples}


def test_each_operation_of_the_gateway_has_each_wrong_answer_before_and_after_the_work() -> None:
    listed = [(row["operation"], row["journey"], row["answer"], row["work"]) for row in listed_answers()]
    journeys = {(operation, journey) for operation, journey, _, _ in listed}
    assert {operation for operation, _ in journeys} == set(topology().point(GATEWAY).words)
    wanted = [(*each, *how) for each in journeys for how in product(WrongAnswer, ("before", "after"))]
    assert sorted(listed) == sorted(wanted)


def test_a_row_has_a_journey_that_calls_the_gateway_and_an_end_or_a_reason_for_none() -> None:
    for row in listed_answers():
        expected, where = Expected.parse(row["ends"]), row.problem(row["operation"])
        if row["ends"] == NOT_ASKED:
            assert (row["journey"], bool(row["why"])) == ("", True), where
        else:
            assert GATEWAY in JOURNEYS[row["journey"]].crosses, where
            assert expected.outcome, where


def test_the_sample_follows_the_seed_and_the_long_tier_has_every_row() -> None:
    monday, tuesday = rows("2026-11-23"), rows("2026-11-24")
    assert rows("2026-11-23") == monday
    assert monday[WRONG_ANSWERS.sample] != tuesday[WRONG_ANSWERS.sample]
    assert set(monday[WRONG_ANSWERS.sample]) <= set(monday[WRONG_ANSWERS.whole])
    asked = [row for row in listed_answers() if row["ends"] != NOT_ASKED]
    assert len(monday[WRONG_ANSWERS.whole]) == len(asked)
