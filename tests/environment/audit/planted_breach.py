"""A breach planted in the consistent snapshot."""

from dataclasses import dataclass

from environment.audit.breach import BreachKind
from environment.audit.checks import Check
from environment.audit.facts.snapshot import Snapshot


@dataclass(frozen=True)
class PlantedBreach:
    """A snapshot with one breach, and the sentence of the check that finds it."""

    check: Check
    kind: BreachKind
    sentence: str
    snapshot: Snapshot
