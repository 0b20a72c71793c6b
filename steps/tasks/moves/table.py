"""The table of moves, in plain text: the answer to each operation in each state, and the state after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from steps.tasks.direct_calls import DirectCalls
from steps.tasks.moves.kinds import MACHINES
from steps.tasks.moves.machine import ALLOWED, Bench, Move
from steps.vocabulary.wrong_on_arrow import WronglyAnswered
from steps.world.answer_table import Answer, AnswerTable
from steps.world.catalog import isbn_of
from steps.world.world import World

TABLES = Path("features/access/states")
_TITLE = "Moves of a "
_HEADINGS = ["state", "operation", "answer", "then"]


class StateTableError(Exception):
    """A table of moves that cannot be read, or that lacks a pair; the message says which and where."""


def expected_moves(kind: str, folder: Path = TABLES) -> dict[tuple[str, str], Move]:
    """The moves that the table of this kind of object lists: one for each state and operation.

    Raises StateTableError for a missing pair, for one that does not exist or comes twice, and for a line
    with other columns.
    """
    path, found = folder / f"{kind.replace(' ', '_')}.txt", dict[tuple[str, str], Move]()
    lines = [(number, line) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)]
    rows = [(number, _cells(line)) for number, line in lines if line.strip() and not line.startswith("#")]
    if not rows or rows[0][1] != _HEADINGS:
        raise StateTableError(f"{path}: the first line has to be: {' | '.join(_HEADINGS)}")
    machine = MACHINES[kind]
    for number, cells in rows[1:]:
        if len(cells) != len(_HEADINGS):
            raise StateTableError(f"{path}:{number}: a line has {len(_HEADINGS)} columns")
        state, operation, answer, after = cells
        if state not in machine.states or operation not in machine.operations:
            raise StateTableError(f"{path}:{number}: {_unknown(kind, state, operation)}")
        if (state, operation) in found:
            raise StateTableError(f"{path}:{number}: {state!r} has a line for {operation!r} already")
        found[state, operation] = Move(answer, after)
    _require_all(kind, path, found)
    return found


def try_every_move(world: World, kind: str) -> None:
    """Try every operation in every state; the table of answers is kept in the world."""
    _try_moves(world, kind, expected_moves(kind))


def try_every_move_at_rest(world: World, kind: str) -> None:
    """Try every operation in every state in which no answer is awaited, as `try_every_move` does."""
    waits_in = MACHINES[kind].waits_in
    _try_moves(
        world,
        kind,
        {place: move for place, move in expected_moves(kind).items() if place[0] not in waits_in},
    )


def try_move(world: World, kind: str, state: str, operation: str) -> None:
    """Try one operation in one state; the table of the one answer is kept in the world.

    Raises StateTableError where the table of this kind of object does not have it.
    """
    listed, place = expected_moves(kind), (state, operation)
    if place not in listed:
        raise StateTableError(_unknown(kind, *place))
    _try_moves(world, kind, {place: listed[place]})


def _try_moves(world: World, kind: str, expected: Mapping[tuple[str, str], Move]) -> None:
    states, operations = (list(dict.fromkeys(each)) for each in zip(*expected, strict=True))
    table = AnswerTable(f"{_TITLE}{kind}", operations, states)
    world.answer_tables.append(table)
    calls = DirectCalls(world, world.service_tokens, world.clock.advance)
    bench = Bench(calls, isbn_of("Dune" + world.catalog.edition))
    for (state, operation), move in expected.items():
        given = MACHINES[kind].move(bench, state, operation)
        table.answers.append(Answer(operation, state, str(move), str(given)))


def demand_listed_moves(table: AnswerTable) -> None:
    """Raises WronglyAnswered where an operation was answered otherwise than its line says."""
    _refuse_any(
        table,
        (
            (each.row, f"in the state {each.column!r} was {each.given}; listed is {each.expected}")
            for each in table.wrong
        ),
    )


def demand_no_move_by_refusals(table: AnswerTable) -> None:
    """Raises WronglyAnswered where the object was in another state after a refused operation."""
    found, shown_as = list[tuple[str, str]](), MACHINES[_kind(table)].shown_as
    for each in table.answers:
        answer, _, after = each.given.partition(", then ")
        before = shown_as.get(each.column, each.column)
        if answer != ALLOWED and after != before:
            found.append((each.row, f"was refused with {answer}, and has moved {before} to {after}"))
    _refuse_any(table, found)


def _refuse_any(table: AnswerTable, wrong: Iterable[tuple[str, str]]) -> None:
    """Raises WronglyAnswered with a sentence for each operation and what is wrong with it."""
    kind = _kind(table)
    operations = MACHINES[kind].operations
    found = [(operations[name].arrow, f"the {name} of the {kind} {what}") for name, what in wrong]
    if found:
        raise WronglyAnswered(found[0][0], "\n".join(f"{arrow}: {said}" for arrow, said in found))


def _require_all(kind: str, path: Path, found: Mapping[tuple[str, str], Move]) -> None:
    machine = MACHINES[kind]
    missing = [
        f"{state} | {operation}"
        for state in machine.states
        for operation in machine.operations
        if (state, operation) not in found
    ]
    if missing:
        raise StateTableError(f"{path}: these pairs have no line: {'; '.join(missing)}")


def _unknown(kind: str, state: str, operation: str) -> str:
    return f"there is no {operation!r} of a {kind} that is {state!r}"


def _kind(table: AnswerTable) -> str:
    return table.title.removeprefix(_TITLE)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
