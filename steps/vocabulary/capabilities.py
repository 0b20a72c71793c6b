"""The capabilities that a scenario may need of its target, and how a step declares them.

Our own stacks support all of them. A target of another team may not, and the scenarios that need what it
does not support are skipped before they begin.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
_ATTRIBUTE = "needed_capabilities"


class Capability(StrEnum):
    """What a target may support. The values are the keys of `[unsupported]` in a target file."""

    DATABASES = "databases"
    RESET = "reset"
    FAULTS = "faults"
    CLOCK = "clock"
    PARTS = "parts"
    LOGS = "logs"
    SANDBOX = "sandbox"
    WEBHOOKS = "webhooks"
    MAIL = "mail"
    SERVICE_TOKENS = "service_tokens"
    INSTANCES = "instances"


class UnsupportedCapability(Exception):
    """A step has used what the target does not support. Its `@needs` should have had the scenario skipped."""

    def __init__(self, capability: Capability, reason: str) -> None:
        super().__init__(f"the target does not support {capability}: {reason}")
        self.capability = capability
        self.reason = reason


def needs(*capabilities: Capability) -> Callable[[Function], Function]:
    """Declares what a step needs of its target, or a function that a word of a sentence stands for."""

    def declare(function: Function) -> Function:
        setattr(function, _ATTRIBUTE, frozenset(capabilities))
        return function

    return declare


def declared_needs(function: Callable[..., Any]) -> frozenset[Capability]:
    """The capabilities that `@needs` declares for this function."""
    found: frozenset[Capability] = getattr(function, _ATTRIBUTE, frozenset())
    return found
