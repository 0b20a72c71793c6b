"""What the steps of one scenario hand to each other: one object a noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from steps.drivers.contract import ContractResponse
from steps.vocabulary.fault_spec import FaultSpec
from steps.world.attempt import Attempt
from steps.world.journey import JourneyReply, JourneyRun


@dataclass
class JourneyState:
    """The journey of the scenario, the faults on it, and the replies to it."""

    run: JourneyRun | None = None
    name: str = ""
    """The name of the journey, such as "a card checkout"; empty where none has been prepared."""
    replies: list[JourneyReply] = field(default_factory=list)
    faults: list[FaultSpec] = field(default_factory=list)
    asked_again: list[Attempt[Any]] = field(default_factory=list)
    """The outcomes of asking again for the result of a checkout."""
    checkouts_before: set[str] = field(default_factory=set)
    """The actor's checkouts before the journey began."""
    calls_before: dict[str, int] = field(default_factory=dict)
    """By arrow, the number of calls that had crossed it before the journey began."""
    said_by_button: list[str] = field(default_factory=list)
    """What the button of a page has said at each click while the shop was working."""

    @property
    def prepared(self) -> JourneyRun:
        """The journey. Raises AssertionError where no step has prepared one."""
        if self.run is None:
            raise AssertionError("no journey has been prepared in this scenario")
        return self.run


@dataclass
class MerchantState:
    """A merchant at the gateway: the card that was presented, and the gateway's responses in order."""

    card: str = "that is approved"
    responses: list[ContractResponse] = field(default_factory=list)


@dataclass(frozen=True)
class FilledField:
    """A field of the checkout that was filled to its limit; `wrong` is empty where all is well."""

    field: str
    limit: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field} ({self.limit} characters): {'; '.join(self.wrong)}"


@dataclass
class UnauthorizedState:
    """Requests without permission: the digest of the stored data before them, and their outcomes."""

    stored_before: Mapping[str, str] = field(default_factory=dict)
    arrows: dict[str, str] = field(default_factory=dict)
    """By act of an attempt, the integration point on which it was made."""
    attempt: Attempt[Any] | None = None
    attempts: list[Attempt[Any]] = field(default_factory=list)
    """The outcomes of many requests that were made one after the other, in order."""
