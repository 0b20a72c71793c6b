"""The texts of all SQL statements of green runs: a text that is not among them is new.

So a statement whose number varies may be written in other words, and its number still varies. And what ran
for reads of people alone elsewhere is known for their read also where they never read alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from environment.evidence.baseline.scenario_baseline import ScenarioRun
from environment.evidence.baseline.sql_cost import SqlCosts, StatementKey
from environment.evidence.baseline.text_format import UnreadableBaseline

_HEAD = """\
# Written by `make baseline`: the SQL statements of all green runs, so that a new one is known for new.
# Those of a "look" are run while people read, whose reads are counted once however often they look.
"""
_LOOK = "look "
_SCENARIOS_OF_LOOKS = 10
"""In so many scenarios a statement ran for reads of people alone: fewer may be chance."""
_TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+(\w+)", re.I)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class KnownStatements:
    """By service and text; nothing is known where there is no baseline. of_looks: some of `texts`."""

    texts: frozenset[StatementKey] = frozenset()
    of_looks: frozenset[StatementKey] = frozenset()

    def new_in(self, costs: SqlCosts) -> list[StatementKey]:
        """The statements that no green run had."""
        return [key for key in costs if key not in self.texts] if self.texts else []

    def reworded(self, costs: SqlCosts, known: Collection[StatementKey]) -> set[StatementKey]:
        """The new statements that came in the place of one of the `known` ones, with most of its words."""
        missing = [each for each in known if each not in costs]
        return {new for new in self.new_in(costs) if any(_is_like(new, old) for old in missing)}

    def __or__(self, other: KnownStatements) -> KnownStatements:
        return KnownStatements(self.texts | other.texts, self.of_looks | other.of_looks)


NOTHING_KNOWN = KnownStatements()


def _is_like(new: StatementKey, old: StatementKey) -> bool:
    if new[0] != old[0] or _subject(new[1]) != _subject(old[1]):
        return False
    words, before = (set(_WORD.findall(text)) for _, text in (new, old))
    return 2 * len(words & before) > len(words | before)


def _subject(text: str) -> tuple[str, str]:
    """What a statement does, and with which table."""
    table = _TABLE.search(text)
    return text.partition(" ")[0].upper(), table[1].lower() if table else ""


def statements_of(scenarios: Iterable[Iterable[ScenarioRun]]) -> KnownStatements:
    """Those of the runs of each of these scenarios."""
    every: set[StatementKey] = set()
    looks: Counter[StatementKey] = Counter()
    for runs in scenarios:
        costs = [run.sql or {} for run in runs]
        every.update(*costs)
        looks.update({key for each in costs for key, cost in each.items() if cost.is_looked})
    return KnownStatements(
        frozenset(every), frozenset(key for key, number in looks.items() if number >= _SCENARIOS_OF_LOOKS)
    )


def written_statements(known: KnownStatements) -> str:
    """The text of the file."""
    return _HEAD + "".join(f"{line}\n" for line in ["", *_lines(known)])


def _lines(known: KnownStatements) -> Iterator[str]:
    for service, text in sorted(known.texts):
        yield f"{_LOOK if (service, text) in known.of_looks else ''}{service}: {text}"


def read_statements(text: str) -> KnownStatements:
    """From `written_statements`. Raises UnreadableBaseline."""
    every: set[StatementKey] = set()
    looks: set[StatementKey] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            service, colon, statement = line.removeprefix(_LOOK).partition(": ")
            if not colon or " " in service:
                raise UnreadableBaseline(f"no service and its statement: {line!r}")
            every.add((service, statement))
            if line.startswith(_LOOK):
                looks.add((service, statement))
    return KnownStatements(frozenset(every), frozenset(looks))
