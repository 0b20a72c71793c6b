"""The states of an order, and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OrderState(StrEnum):
    """The states of an order.

    `AWAITING`: its checkout has ended, and it waits for a transfer by bank. `OWED`: it was bought on invoice,
    so that its copies are sold, and its transfer is still to come.
    """

    PLACED = "placed"
    AWAITING = "awaiting"
    OWED = "owed"
    PAID = "paid"
    CANCELING = "canceling"
    CANCELED = "canceled"


UNPAID = frozenset({OrderState.AWAITING, OrderState.OWED})
"""Those of an order that is accepted, and whose transfer is still to come."""
SOLD = frozenset({OrderState.OWED, OrderState.PAID})
"""Those in which its copies are sold and may leave, and its e-books are delivered."""

MOVES: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: UNPAID | {OrderState.PAID, OrderState.CANCELED},
    OrderState.AWAITING: frozenset({OrderState.PAID, OrderState.CANCELING}),
    OrderState.OWED: frozenset({OrderState.PAID, OrderState.CANCELING}),
    OrderState.PAID: frozenset({OrderState.CANCELING}),
    OrderState.CANCELING: frozenset({OrderState.CANCELED}),
    OrderState.CANCELED: frozenset(),
}


class OrderMoveNotAllowed(Exception):
    """The table has no such move: a defect of this service, not of a caller."""
