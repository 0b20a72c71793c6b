"""Each table of moves has a line for every operation in every state, and all states of the models."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from bookstore.checkout.model import CheckoutState
from bookstore.inventory.model import ReservationState
from bookstore.notifications.model import MailState
from bookstore.orders.states import OrderState
from bookstore.payments.states import PaymentState
from environment.topology import topology
from steps.tasks.moves.kinds import MACHINES
from steps.tasks.moves.table import TABLES, StateTableError, expected_moves, try_move
from steps.world.world import World
from tests.owed_entries import Place, hold_complete, hold_known

_SETTINGS = "a setting, which has no states: the last one counts"
_LISTS = "it lists what the caller may see, in any state"
_ERASED_MAILS = "a queued mail goes first: resilience/races_of_an_erasure"
_ERASURES = "copies, refunds and mails decide as well: customer_and_order/erasures_that_have_to_wait"
STATELESS = {
    "cart: POST /carts": "it makes a new cart, or finds the one that is open",
    "orders: GET /orders": _LISTS,
    "orders: GET /paid-orders": _LISTS,
    "inventory: GET /availability": _LISTS,
    "pricing: PUT /prices/{sku}/{currency}": _SETTINGS,
    "pricing: GET /prices/{sku}": _SETTINGS,
    "pricing: PUT /weights/{sku}": _SETTINGS,
    "pricing: PUT /sale-prices/{sku}/{currency}": _SETTINGS,
    "pricing: PUT /group-prices/{sku}/{currency}/{group}": _SETTINGS,
    "pricing: PUT /customers/{customer_id}/group": _SETTINGS,
    "pricing: DELETE /customers/{customer_id}/group": _SETTINGS,
    "pricing: PUT /tax-rates/{country}": _SETTINGS,
    "pricing: PUT /tax-rates/{country}/{region}": _SETTINGS,
    "pricing: PUT /tax-classes/{sku}": _SETTINGS,
    "pricing: PUT /customers/{customer_id}/tax-exemption": _SETTINGS,
    "pricing: DELETE /customers/{customer_id}/tax-exemption": _SETTINGS,
    "pricing: PUT /shipping-rates/{country}/{currency}": _SETTINGS,
    "pricing: PUT /shipping-rates/{country}/{currency}/{method}": _SETTINGS,
    "pricing: DELETE /shipping-rates/{country}/{currency}/{method}": _SETTINGS,
    "payments: POST /reconciliations": "it compares all payments: payment_and_order/reconciling_payments...",
    "payments: GET /reconciliations/findings": _LISTS,
    "payments: GET /payments/circuit": "it is about the gateway, not about a payment",
    "checkout: POST /gift-cards/balances": _LISTS,
    "payments: GET /repayments": _LISTS,
    "payments: PUT /credit-limits/{customer_id}": _SETTINGS,
    "payments: GET /credit-limits/{customer_id}": _LISTS,
    "payments: POST /repayments/{repayment_id}/sent": "sending_back_what_was_transferred",
    "payments: POST /webhooks/stripe": "the gateway reports what has happened: repeated_and_late_webhooks",
    "orders: POST /downloads/opening": "states of an e-book: refunds_and_cancellation/refunding_e_books",
    "orders: POST /personal-data/erasure": _ERASURES,
    "orders: POST /orders/{order_number}/erasure": _ERASURES,
    "notifications: POST /mails/{order_number}/erasure": _ERASED_MAILS,
    "pricing: POST /quotes/{quote_id}/erasure": "it is about persons alone, in any state of a quote",
    "notifications: POST /events": "it makes mails, once for each event, in any state of others",
}
"""The operations of services that are in no table of moves, with the reason."""


@pytest.mark.parametrize("kind", MACHINES)
def test_each_pair_of_state_and_operation_has_a_line(kind: str) -> None:
    machine = MACHINES[kind]
    assert len(expected_moves(kind)) == len(machine.states) * len(machine.operations)


@pytest.mark.parametrize("kind", MACHINES)
def test_a_state_in_which_an_answer_is_awaited_is_one_of_its_states(kind: str) -> None:
    assert MACHINES[kind].waits_in < MACHINES[kind].states.keys()


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("reservation", ReservationState),
        ("payment", PaymentState),
        ("order", OrderState),
        ("checkout", CheckoutState),
        ("mail", MailState),
    ],
)
def test_each_state_of_the_model_is_brought_about(kind: str, states: type[StrEnum]) -> None:
    assert set(states) - MACHINES[kind].states.keys() == set()


@pytest.mark.owed
def test_each_operation_of_the_topology_is_in_a_table_or_has_a_reason() -> None:
    tried = {operation.request for machine in MACHINES.values() for operation in machine.operations.values()}
    known = {
        f"{point.callee}: {operation.method} {operation.path}"
        for point in topology().points.values()
        if point.callee in topology().services
        for operation in point.operations
    }
    place = Place("tests/steps/tasks/test_tables_of_moves.py", "STATELESS = ")
    hold_complete(
        known - tried - STATELESS.keys(),
        place,
        "give here the reason why no state matters to it; where one does, add it to a machine of "
        "steps/tasks/moves/ and its lines to features/access/states/",
    )
    hold_known((tried | STATELESS.keys()) - known, place)
    assert tried & STATELESS.keys() == set()


def test_a_table_is_about_a_kind_of_object() -> None:
    assert {path.stem.replace("_", " ") for path in TABLES.glob("*")} == MACHINES.keys()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("held", "kept"), "there is no 'reservation' of a reservation"),
        (lambda text: "\n".join(text.splitlines()[:-1]), "no line: expired | look"),
        (lambda text: text + text.splitlines()[-1], "has a line for 'look' already"),
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


def test_a_move_that_no_table_has_is_refused() -> None:
    with pytest.raises(StateTableError, match="there is no 'sale' of a cart that is 'empty'"):
        try_move(create_autospec(World), "cart", "empty", "sale")
