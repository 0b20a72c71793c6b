"""The coverage on the answers of a whole run: documented and never met, or listed as unmet without need."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment.evidence.answers.answer import DocumentedAnswer
from environment.evidence.answers.record import AnswerRecord

EVERY_OPERATION = "every operation"
_KEYS = {"operation", "answer", "why"}


class InvalidUnmetList(ValueError):
    """The list of unmet answers has a mistake; the message names the file, the entry and the mistake."""


@dataclass(frozen=True)
class UnmetEntry:
    """An answer that no scenario has to meet. `operation` is `cart: GET /carts/{cart_id}`, or every one."""

    operation: str
    outcome: str
    why: str

    def covers(self, answer: DocumentedAnswer) -> bool:
        """Whether the entry is about this answer."""
        right_operation = self.operation in (EVERY_OPERATION, f"{answer.service}: {answer.operation}")
        return right_operation and self.outcome == answer.outcome

    def __str__(self) -> str:
        return f"{self.operation} → {self.outcome}"


def read_unmet(path: Path) -> tuple[UnmetEntry, ...]:
    """The entries of the list. Raises InvalidUnmetList."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidUnmetList(f"{path} cannot be read: {error}") from None
    entries = data.pop("unmet", [])
    if data or not isinstance(entries, list):
        raise InvalidUnmetList(f"{path}: it has tables [[unmet]] and nothing else")
    found = tuple(_entry(entry, f"{path}, entry {number}") for number, entry in enumerate(entries, start=1))
    named = [str(entry) for entry in found]
    for name in named:
        if named.count(name) > 1:
            raise InvalidUnmetList(f"{path}: {name} is listed twice")
    return found


def _entry(entry: object, where: str) -> UnmetEntry:
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        raise InvalidUnmetList(f"{where}: an entry has the keys {', '.join(sorted(_KEYS))}")
    if not all(isinstance(value, str) and value.strip() for value in entry.values()):
        raise InvalidUnmetList(f"{where}: each value is a text that is not empty")
    return UnmetEntry(entry["operation"], entry["answer"], entry["why"])


@dataclass(frozen=True)
class AnswerCoverage:
    """What the record of a run, with that of the nightly tiers, says about the documented answers."""

    record: AnswerRecord
    unmet: Sequence[UnmetEntry]

    def holes(self) -> list[DocumentedAnswer]:
        """The documented answers that no scenario of every day has met, without those of the list."""
        return [
            answer
            for answer in sorted(self.record.documented)
            if not self.record.is_met_on_any_day(answer) and self.entry_for(answer) is None
        ]

    def entry_for(self, answer: DocumentedAnswer) -> UnmetEntry | None:
        """The entry of the list that is about this answer."""
        return next((entry for entry in self.unmet if entry.covers(answer)), None)

    def sentences(self, unmet_list: Path, nightly: Path) -> Iterator[str]:
        """A sentence for each thing that is wrong."""
        for answer in self.holes():
            sampled = ", but for the sample for the day" if self.record.scenarios(answer) else ""
            yield (
                f"{answer}: documented, and met by no scenario{sampled}; write one, take the answer out of "
                f"the document, or give the reason in {unmet_list}"
            )
        for entry in self.unmet:
            covered = [answer for answer in sorted(self.record.documented) if entry.covers(answer)]
            met = [answer for answer in covered if self.record.is_met_on_any_day(answer)]
            if met:
                yield f"{unmet_list}: the entry {entry} is needless: scenarios have met {met[0]}; remove it"
            elif not covered:
                yield f"{unmet_list}: the entry {entry} is needless: no operation documents it; remove it"
        for answer in sorted({each for counts in self.record.nightly().met.values() for each in counts}):
            if answer not in self.record.documented:
                yield f"{nightly}: {answer} is not documented any more; make answers-of-nightly-tiers"
