"""State machines: an Enum and one table of allowed moves for each object."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

State = TypeVar("State", bound=Enum)


class InvalidTransition(Exception):
    """The table of moves does not have it: a defect of the gateway, never of a caller."""


def next_state(identity: str, moves: Mapping[State, frozenset[State]], now: State, to: State) -> State:
    """The new state. Raises ForbiddenMove."""
    if to not in moves[now]:
        raise InvalidTransition(f"{identity}: {now.value} -> {to.value}")
    return to
