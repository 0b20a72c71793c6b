"""The states of an order, and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OrderState(StrEnum):
    """The states of an order. `AWAITING`: its checkout has ended, and it waits for a transfer by bank."""

    PLACED = "placed"
    AWAITING = "awaiting"
    PAID = "paid"
    CANCELING = "canceling"
    CANCELED = "canceled"


MOVES: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset({OrderState.PAID, OrderState.AWAITING, OrderState.CANCELED}),
    OrderState.AWAITING: frozenset({OrderState.PAID, OrderState.CANCELING}),
    OrderState.PAID: frozenset({OrderState.CANCELING}),
    OrderState.CANCELING: frozenset({OrderState.CANCELED}),
    OrderState.CANCELED: frozenset(),
}


class OrderMoveNotAllowed(Exception):
    """The table has no such move: a defect of this service, not of a caller."""
