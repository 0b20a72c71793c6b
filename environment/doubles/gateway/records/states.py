"""State machines: each object has an Enum of states and a table of allowed transitions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

State = TypeVar("State", bound=Enum)


class InvalidTransition(Exception):
    """A transition that the table does not allow: a defect of the sandbox, never of its client."""


def next_state(
    identity: str, transitions: Mapping[State, frozenset[State]], current: State, to: State
) -> State:
    """The state `to`, if the table allows it. Raises InvalidTransition, which names the object by its id."""
    if to not in transitions[current]:
        raise InvalidTransition(f"{identity}: {current.value} -> {to.value}")
    return to
