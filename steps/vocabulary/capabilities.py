"""What a scenario may need of its target, and how a step declares it.

Our own stacks offer all of it, a browser only with `-D through=browser`. A target of another team may not,
and the scenarios that need what it does not offer are skipped before they begin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
_ATTRIBUTE = "needed_of_target"


class Capability(StrEnum):
    """What a target may support. The values are the keys of `[unsupported]` in a target file."""

    DATABASES = "databases"
    RESET = "reset"
    SETTINGS = "settings"
    FAULTS = "faults"
    CLOCK = "clock"
    PARTS = "parts"
    LOGS = "logs"
    SANDBOX = "sandbox"
    WEBHOOKS = "webhooks"
    MAIL = "mail"
    SERVICE_TOKENS = "service_tokens"
    INSTANCES = "instances"
    BROWSER = "browser"


class UnsupportedCapability(Exception):
    """A step has used what the target does not support. Its `@needs` should have had the scenario skipped."""

    def __init__(self, capability: Capability, reason: str) -> None:
        super().__init__(f"the target does not support {capability}: {reason}")
        self.capability = capability
        self.reason = reason


@dataclass(frozen=True)
class DeclaredNeeds:
    """What one step needs.

    arrows: integration points that the words of its sentence do not name. alone: the parts that it stops,
    kills or starts, and nothing else with them. In both, `{service}` stands for the step's argument of this
    name. methods: what it needs of the ports of a shop beside the methods that its code names.
    """

    capabilities: frozenset[Capability] = frozenset()
    arrows: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


def needs(
    *capabilities: Capability,
    arrows: tuple[str, ...] = (),
    alone: tuple[str, ...] = (),
    methods: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Declares what a step needs of its target, or a function that a word of a sentence stands for."""

    def declare(function: Function) -> Function:
        setattr(function, _ATTRIBUTE, DeclaredNeeds(frozenset(capabilities), arrows, alone, methods))
        return function

    return declare


def declared_needs(function: Callable[..., Any]) -> DeclaredNeeds:
    """What `@needs` declares for this function."""
    found: DeclaredNeeds = getattr(function, _ATTRIBUTE, DeclaredNeeds())
    return found
