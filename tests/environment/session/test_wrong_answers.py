"""The table of wrong answers is that of the topology, and its rows can be run."""

from __future__ import annotations

from itertools import product

from environment.session.wrong_answers import NOT_ASKED, listed_answers
from environment.topology import topology
from steps.tasks.journeys.by_name import JOURNEYS
from steps.tasks.journeys.matrix_outcomes import Expected
from steps.vocabulary.wrong_answers import GATEWAY, WrongAnswer


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
