"""A table of answers: what was asked, by rows and columns, and what was answered in each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """One place of a table: the expected answer and the one that was given, each in a few words.

    arrow: the integration point on which it was asked for, where the table has one for each place.
    is_usual: whether that caller calls that callee at all; else the arrow is that of one who does.
    listed: the integration point on which the topology lists what was asked for.
    """

    row: str
    column: str
    expected: str
    given: str
    arrow: str = ""
    is_usual: bool = True
    listed: str = ""

    @property
    def right(self) -> bool:
        """Whether the answer is the expected one."""
        return self.expected == self.given


@dataclass
class AnswerTable:
    """All answers of one table. `groups` has the number of neighboring columns by their common heading."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    groups: Sequence[tuple[str, int]] = ()
    answers: list[Answer] = field(default_factory=list)

    @property
    def wrong(self) -> list[Answer]:
        """The answers that are not the expected ones."""
        return [answer for answer in self.answers if not answer.right]
