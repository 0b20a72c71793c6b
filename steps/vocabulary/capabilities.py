"""What a target must be able to do for a scenario to run on it; our own stacks can do all of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., Any])
_MARK = "needed_capabilities"


class Capability(StrEnum):
    """Each is one thing that somebody else's services may not offer."""

    DATABASES = "databases"
    EMPTYING = "emptying"
    FAULTS = "faults"
    CLOCK = "clock"
    PARTS = "parts"
    LOGS = "logs"
    SANDBOX = "sandbox"
    WEBHOOKS = "webhooks"
    MAIL = "mail"
    PASSES = "passes"
    INSTANCES = "instances"


class Lacking(Exception):
    """The target cannot do what was just asked of it."""

    def __init__(self, capability: Capability, reason: str) -> None:
        super().__init__(f"the target lacks {capability}: {reason}")
        self.capability = capability
        self.reason = reason


def needs(*capabilities: Capability) -> Callable[[Step], Step]:
    """For a step whose code does not show what it needs: one that looks at everything in the shop, say."""

    def mark(step: Step) -> Step:
        setattr(step, _MARK, frozenset(capabilities))
        return step

    return mark


def declared(step: Callable[..., Any]) -> frozenset[Capability]:
    """What `needs` said of this step."""
    found: frozenset[Capability] = getattr(step, _MARK, frozenset())
    return found
