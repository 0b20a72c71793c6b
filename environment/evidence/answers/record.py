"""The text files of met answers: one of a run, which its processes write, and one of the nightly tiers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from environment.evidence.answers.answer import DocumentedAnswer

DOCUMENTED = "documented"
"""In the first column: the answer is in the document of the service. Otherwise the tier that met it."""
DEFAULT_TIER = "default"
SAMPLE = "sample"
"""In place of the default tier: a scenario of the sample for the day met it, which another day has not."""
NIGHTLY_ANSWERS = Path("baseline/answers-of-nightly-tiers.txt")
"""What the nightly tiers have met, beside the baselines of the features."""
NIGHTLY_TIERS = ("crash", "matrix", "pairs", "load")
_COLUMNS = 5


class DamagedRecord(ValueError):
    """A line of a record that cannot be read; the message names the file, the line and the columns."""


def tier_of(tags: Iterable[str]) -> str:
    """The tier of a scenario with these tags."""
    return next((tier for tier in NIGHTLY_TIERS if tier in tags), DEFAULT_TIER)


@dataclass
class AnswerRecord:
    """The documented answers, and how many scenarios of each tier have met an answer."""

    documented: set[DocumentedAnswer] = field(default_factory=set)
    met: dict[str, Counter[DocumentedAnswer]] = field(default_factory=dict)

    def meet(self, tier: str, answers: Iterable[DocumentedAnswer]) -> None:
        """Count one scenario for each of these answers."""
        self.met.setdefault(tier, Counter()).update(set(answers))

    def scenarios(self, answer: DocumentedAnswer) -> Mapping[str, int]:
        """How many scenarios of each tier have met the answer."""
        return {tier: counts[answer] for tier, counts in self.met.items() if counts[answer]}

    def is_met_on_any_day(self, answer: DocumentedAnswer) -> bool:
        """Whether a scenario has met the answer that is not of the sample for the day."""
        return bool(self.scenarios(answer).keys() - {SAMPLE})

    def add(self, other: AnswerRecord) -> None:
        """Add what another process or another tier has met."""
        self.documented |= other.documented
        for tier, counts in other.met.items():
            self.met.setdefault(tier, Counter()).update(counts)

    def nightly(self) -> AnswerRecord:
        """The part that the nightly tiers have met."""
        return AnswerRecord(met={tier: self.met[tier] for tier in NIGHTLY_TIERS if tier in self.met})

    def renew(self, run: AnswerRecord, *, is_part: bool) -> None:
        """Replace the nightly tiers that a run had with what they have met in it.

        A run with a part of a tier says nothing about the rest: it adds answers, and takes away those alone
        that its services do not document any more.
        """
        for tier, counts in run.nightly().met.items():
            earlier = self.met.get(tier, Counter()) if is_part else Counter()
            documented = {each: number for each, number in earlier.items() if each in run.documented}
            self.met[tier] = Counter(documented) | counts  # the larger number of each

    def lines(self) -> list[str]:
        """One line for each documented answer, and for each tier that has met one; sorted."""
        rows = [(DOCUMENTED, each, 0) for each in self.documented]
        rows += [(tier, each, number) for tier, counts in self.met.items() for each, number in counts.items()]
        return [
            "\t".join([first, each.service, each.operation, each.outcome, str(number)])
            for first, each, number in sorted(rows)
        ]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The record in a file; empty where there is none. Raises DamagedRecord."""
        found = cls()
        if not path.is_file():
            return found
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                found._read_line(line, f"{path}, line {number}")
        return found

    def _read_line(self, line: str, where: str) -> None:
        columns = line.split("\t")
        if len(columns) != _COLUMNS or not columns[-1].isdecimal():
            raise DamagedRecord(
                f"{where}: a line has tier, service, operation, answer and a number, with tabs between them"
            )
        first, service, operation, outcome, count = columns
        answer = DocumentedAnswer(service, operation, outcome)
        if first == DOCUMENTED:
            self.documented.add(answer)
        elif first in (DEFAULT_TIER, SAMPLE, *NIGHTLY_TIERS):
            self.met.setdefault(first, Counter())[answer] += int(count)
        else:
            known = ", ".join((DOCUMENTED, DEFAULT_TIER, SAMPLE, *NIGHTLY_TIERS))
            raise DamagedRecord(f"{where}: there is no tier {first!r}; there are: {known}")

    def append_to(self, path: Path) -> None:
        """Add the lines to a file, to which several workers of a run append. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{line}\n" for line in self.lines()).encode()
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            while text:
                text = text[os.write(opened, text) :]
        finally:
            os.close(opened)
