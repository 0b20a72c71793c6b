"""The guilty arrow: where things went wrong first.

Everything odd about a scenario is a clue with a time; the earliest one names the arrow. An answer counts when
it comes back, so a failure deep inside comes before the failures that it causes on its way out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from environment.evidence.contract.breach import Breach
from environment.evidence.diagnosis.call_profile import PEOPLE, Pattern
from environment.evidence.diagnosis.comparison import differences
from environment.evidence.diagnosis.symptoms import Clue, Rank, Scene
from environment.evidence.diagnosis.unhandled import Unhandled
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of, status_of


@dataclass(frozen=True)
class Guilty:
    """Where things went wrong first. `exchange` is None where a call is missing, or none can be named."""

    arrow: str
    reason: str
    exchange: Exchange | None

    @property
    def headline(self) -> str:
        """The one line that a report begins with."""
        return f"[{self.arrow}] {self.reason}"


def guilty_arrow(
    exchanges: Iterable[Exchange],
    *,
    breaches: Iterable[Breach] = (),
    unhandled: Iterable[Unhandled] = (),
    green: Sequence[Pattern] = (),
    expected_faults: Collection[str] | None = None,
) -> Guilty | None:
    """Where a scenario that is not green went wrong first, None where nothing about its calls is odd.

    `exchanges` are this scenario's. `green` are its patterns from runs in which it was green.
    `expected_faults` are the names of the faults that it asked for; None means all there were.
    """
    scene = Scene(sorted(exchanges, key=lambda each: each.number))
    clues = [
        *_of_faults(scene, expected_faults),
        *_of_breaches(scene, breaches),
        *_of_errors(scene, unhandled),
        *_of_silence(scene),
        *(differences(scene, green) if green else _of_failures(scene)),
    ]
    clues = clues or list(_suspicions(scene, is_known=bool(green)))
    first = min(clues, default=None)
    return Guilty(first.arrow, first.reason, first.exchange) if first else None


def _of_faults(scene: Scene, expected: Collection[str] | None) -> Iterator[Clue]:
    for exchange in scene.exchanges:
        strange = [name for name in exchange.faults if expected is not None and name not in expected]
        if strange:
            reason = f"{operation_of(exchange)} met a fault nobody asked for: {', '.join(strange)}"
            yield Clue.of(exchange, exchange.started, Rank.FAULT, reason)


def _of_breaches(scene: Scene, breaches: Iterable[Breach]) -> Iterator[Clue]:
    for breach in breaches:
        exchange = scene.numbered(breach.exchange)
        if exchange:
            at = exchange.started if breach.where == "request" else scene.end_of(exchange)
            reason = breach.sentence.removeprefix(f"{breach.arrow}: ")
            yield Clue.of(exchange, at, Rank.BREACH, reason)


def _of_errors(scene: Scene, errors: Iterable[Unhandled]) -> Iterator[Clue]:
    for error in errors:
        reason = f"{error.part} failed with an error it does not handle: {error.error}"
        exchange = scene.worked_on(error.part, error.at, error.trace)
        if exchange:
            yield Clue.of(exchange, scene.end_of(exchange), Rank.ERROR, reason)
        else:
            at = scene.horizon if error.at is None else error.at
            yield Clue(at, Rank.ERROR, 0, f"inside {error.part}", reason, None)


def _of_silence(scene: Scene) -> Iterator[Clue]:
    """Whoever hangs up, or is hung up on, while a fault lies below may just show what that did."""
    for exchange in scene.undisturbed:
        if exchange.ended is None:
            reason = f"{operation_of(exchange)} was never answered"
            # Whoever waits inside keeps the others waiting: the one that began last counts.
            yield Clue.of(exchange, scene.horizon, Rank.SILENCE, reason)
        elif exchange.answer is None and not scene.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} got no answer: {exchange.outcome}"
            yield Clue.of(exchange, exchange.ended, Rank.SILENCE, reason)


def _of_failures(scene: Scene) -> Iterator[Clue]:
    """Without a green run only a failure is known to be wrong, and not where a fault lay below it."""
    for exchange in scene.undisturbed:
        if status_of(exchange).startswith("5") and not scene.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} answered {scene.answer_of(exchange)}"
            yield Clue.of(exchange, scene.end_of(exchange), Rank.STATUS, reason)


def _suspicions(scene: Scene, *, is_known: bool) -> Iterator[Clue]:
    """Where nothing is wrong for certain: a refusal that is not known to belong here, else a fault."""
    for exchange in scene.exchanges:
        if exchange.faults:
            names = ", ".join(exchange.faults)
            reason = f"nothing else is odd; the fault “{names}” struck {operation_of(exchange)}"
            yield Clue.of(exchange, scene.horizon, Rank.SUSPICION, reason)
        elif not is_known and exchange.caller not in PEOPLE and status_of(exchange).startswith("4"):
            reason = f"{operation_of(exchange)} was refused: {scene.answer_of(exchange)}"
            yield Clue.of(exchange, scene.end_of(exchange), Rank.SUSPICION, reason)
