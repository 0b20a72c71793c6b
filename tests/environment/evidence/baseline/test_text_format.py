"""What is written is read back, and a damaged line is named."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.scenario_baseline import (
    OperationBaseline,
    Range,
    ScenarioBaseline,
    SqlRange,
)
from environment.evidence.baseline.text_format import (
    ScenarioKey,
    UnreadableBaseline,
    read_block,
    read_blocks,
    written,
)

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
