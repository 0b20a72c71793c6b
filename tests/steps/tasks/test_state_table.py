"""Each table of moves has a line for every operation in every state, and all states of the models."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest

from bookstore.inventory.model import ReservationState
from bookstore.orders.model import OrderState
from bookstore.payments.states import PaymentState
from steps.tasks.state_moves import MACHINES
from steps.tasks.state_table import TABLES, StateTableError, expected_moves

PASSING = {
    *(PaymentState.AUTHORIZING, PaymentState.CAPTURING, PaymentState.RETURNING, PaymentState.FAILED),
    OrderState.CANCELING,
}
"""States that an object leaves by itself, or that only a fault brings about: features/resilience has them."""


@pytest.mark.parametrize("kind", MACHINES)
def test_each_pair_of_state_and_operation_has_a_line(kind: str) -> None:
    machine = MACHINES[kind]
    assert len(expected_moves(kind)) == len(machine.states) * len(machine.operations)


@pytest.mark.parametrize(
    ("kind", "states"), [("reservation", ReservationState), ("payment", PaymentState), ("order", OrderState)]
)
def test_each_state_of_the_model_is_brought_about(kind: str, states: type[StrEnum]) -> None:
    assert set(states) - PASSING - MACHINES[kind].states.keys() == set()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("held", "kept"), "there is no 'reservation' of a reservation"),
        (lambda text: "\n".join(text.splitlines()[:-1]), "no line: expired | returned copies"),
        (lambda text: text + text.splitlines()[-1], "has a line for 'returned copies' already"),
        (lambda text: text.replace("| allowed ", "", 1), "a line has 4 columns"),
        (lambda text: text.replace("| then", "| after"), "the first line has to be: state | operation"),
    ],
)
def test_a_table_that_is_not_complete_is_refused(
    change: Callable[[str], str], sentence: str, tmp_path: Path
) -> None:
    text = (TABLES / "reservation.txt").read_text("utf-8")
    (tmp_path / "reservation.txt").write_text(change(text), "utf-8")
    with pytest.raises(StateTableError, match=sentence.replace("|", r"\|")):
        expected_moves("reservation", tmp_path)
