"""A wrong move is told with the arrow on which it was asked for."""

from __future__ import annotations

import pytest

from environment.topology import topology
from steps.tasks.moves.kinds import MACHINES
from steps.tasks.moves.table import demand_listed_moves, demand_no_move_by_refusals
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.answer_table import Answer, AnswerTable


def moves(kind: str, operation: str, state: str, expected: str, given: str) -> AnswerTable:
    return AnswerTable(f"Moves of a {kind}", [], [], answers=[Answer(operation, state, expected, given)])


@pytest.mark.parametrize(
    ("kind", "operation", "arrow"),
    [
        ("cart", "addition", "customer -> cart"),
        ("cart", "closing", "checkout -> cart"),
        ("title", "reservation", "checkout -> inventory"),
        ("quote", "quote", "cart -> pricing"),
        ("quote", "binding quote", "checkout -> pricing"),
        ("discount code", "cancellation", "orders -> pricing"),
        ("order", "cancellation by payments", "payments -> orders"),
        ("mail", "copy", "staff -> notifications"),
    ],
)
def test_an_operation_that_is_wrongly_allowed_is_told_with_its_arrow(
    kind: str, operation: str, arrow: str
) -> None:
    table = moves(kind, operation, "closed", "409 closed, then closed", "allowed, then open")
    with pytest.raises(WrongOnArrow, match=f"^{arrow}: the {operation} of the {kind} in the state") as raised:
        demand_listed_moves(table)
    assert raised.value.arrow == arrow


def test_a_refused_operation_that_moves_the_object_is_told_with_its_arrow() -> None:
    refused = moves("cart", "closing", "empty", "", "409 cart-closed, then closed")
    with pytest.raises(WrongOnArrow, match=r"^checkout -> cart: .* has moved empty to closed"):
        demand_no_move_by_refusals(refused)
    demand_no_move_by_refusals(moves("cart", "closing", "bought", "", "409 cart-closed, then closed"))


def test_each_operation_of_a_table_has_an_arrow_of_the_topology() -> None:
    arrows = [one.arrow for machine in MACHINES.values() for one in machine.operations.values()]
    assert {*arrows} <= {*topology().arrows}
