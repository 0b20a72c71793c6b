"""What is written is read back, and a damaged line is named."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.occurrences import Course, Value, follow, occurrences_of
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline, SqlRange
from environment.evidence.baseline.text_format import (
    ScenarioKey,
    UnreadableBaseline,
    read_block,
    read_blocks,
    written,
)
from environment.evidence.baseline.variant_text import read_variants, written_variants

RESERVE = OperationBaseline(
    "checkout -> inventory",
    "PUT /reservations/{id}",
    {"201": Range(2, 2), "409": Range(0, 1)},
    {"the request's lines[0].quantity": [1, 2], "the answer's state": ["held"], "the answer's reason": ["*"]},
    frozenset({"the answer's reason"}),
)
MAIL = OperationBaseline(
    "notifications -> mail",
    "END OF DATA",
    {"250 OK, it | says": Range(1, 1)},
    {"the answer's x": [True, 1.5]},
)
BASELINE = ScenarioBaseline(
    [RESERVE, MAIL], {"orders": SqlRange(Range(9, 9), Range(4, 6), Range(2, 3), Range(8, 9))}
)
KEY = ("A customer buys -- @1.1 [again]", "1f0a92c4")


def read_all(text: str) -> dict[ScenarioKey, ScenarioBaseline]:
    return {key: read_block(lines) for key, lines in read_blocks(text).items()}


def test_a_person_reads_it() -> None:
    assert written({KEY: BASELINE}).splitlines()[2:] == [
        "A customer buys -- @1.1 [again] [1f0a92c4]",
        "  checkout -> inventory: PUT /reservations/{id} | 2x 201, 0-1x 409 "
        "| request: lines[0].quantity 1 or 2 | answer: state held, reason? *",
        '  notifications -> mail: END OF DATA | 1x "250 OK\\u002c it \\u007c says" | answer: x true or 1.5',
        "  sql | orders 9 statements, 4-6 rows, 2-3 commits, 8-9 changes that vary",
    ]


def test_a_baseline_of_before_commits_were_counted_is_read() -> None:
    assert read_block(["  sql | orders 9 statements, 4 rows"]).sql == {
        "orders": SqlRange(Range(9, 9), Range(4, 4), None)
    }


@pytest.mark.parametrize("text", ["a, b | c or d", "true", "or", "null", "", "7", '"', "Zoë"])
def test_what_is_written_is_read_back(text: str) -> None:
    odd = OperationBaseline("a -> b", "PUT /x: y", {text or "x": Range(1, 1)}, {"the answer's code": [text]})
    both = {KEY: BASELINE, ("another", "00000000"): ScenarioBaseline([odd])}
    assert read_all(written(both)) == both


@pytest.mark.parametrize(
    "line",
    [
        "  checkout -> inventory",
        "  a -> b: PUT /x | many 201",
        "  a -> b: PUT /x | 1x 201 | answer: state",
        "  a -> b: PUT /x | 1x 201 | nothing: state held",
        "  sql | orders 9",
        "<<<<<<< a conflict",
    ],
)
def test_a_damaged_line_is_named(line: str) -> None:
    with pytest.raises(UnreadableBaseline, match=line.strip()[:8].replace("|", ".")):
        read_all(f"A customer buys [1f0a92c4]\n{line}\n")


def test_a_run_with_stubs_has_no_calls_of_the_services_that_they_stand_for() -> None:
    assert BASELINE.without_calls(of=("notifications", "inventory")).operations == [RESERVE]
    assert BASELINE.without_calls(of=("checkout",)).operations == [MAIL]
    assert BASELINE.without_calls(of=(), to=("inventory",)).operations == [MAIL]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([[5, 5, 7]], "2x 5 then 7"),
        ([[5, 7], [5, 7]], "5 then 7"),
        ([[True, False, True]], "true then false then true"),
        ([[5, 5, 7], [5, 7, 5]], "2x 5 or 1x 7"),
        ([["to", "then"], ["then", "then", "to"]], '1-2x "then" or 1x to'),
        ([["a", "a then b"]], 'a then "a\\u0020then b"'),
    ],
)
def test_how_often_each_variant_came_is_written_and_read_back(runs: list[list[Value]], text: str) -> None:
    variants = [*dict.fromkeys(runs[0])]
    known = occurrences_of(variants, [course_of(run) for run in runs])

    assert known
    assert written_variants(known.values, known) == text
    assert read_variants(text) == (known.values, known)


def test_variants_without_numbers_are_read_as_a_set() -> None:
    assert read_variants("5 or 7 or then_some") == ([5, 7, "then_some"], None)


def course_of(values: list[Value]) -> Course:
    course: Course = []
    for value in values:
        follow(course, value)
    return course
