"""Writes the generated parts of the documents; with --check, says whether they are up to date.

They are the drawing of the topology in the README, and the table of fault kinds in docs/faults.md.
`make drawing` writes them, `make check` checks them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from environment.faults.registry import catalog
from environment.topology import Protocol, topology
from environment.topology.drawing import flowchart

_COLUMNS = {"HTTP": Protocol.HTTP, "PostgreSQL": Protocol.POSTGRES, "SMTP": Protocol.SMTP}


class NoPlace(ValueError):
    """The document has no two comments between which the generated part stands."""


@dataclass(frozen=True)
class GeneratedPart:
    """A part of a document, between two comments of which the first one names it."""

    document: Path
    name: str
    made: Callable[[], str]

    def within(self, text: str) -> str:
        """The text of the document, with this part as it has to be. Raises NoPlace."""
        opening, closing = (
            f"<!-- {self.name}, written by make drawing -->",
            f"<!-- end of the {self.name} -->",
        )
        before, begin, rest = text.partition(opening)
        _, end, after = rest.partition(closing)
        if not begin or not end:
            raise NoPlace(f"{self.document}: there have to be two lines: {opening} and {closing}")
        return f"{before}{begin}\n{self.made()}\n{end}{after}"


def drawing() -> str:
    """The drawing of the topology in use."""
    return f"```mermaid\n{flowchart(topology())}\n```"


def fault_kinds() -> str:
    """A table with a row for each kind of fault, by the first lines of their docstrings."""
    return "\n".join(_rows_of_kinds())


def _rows_of_kinds() -> Iterator[str]:
    yield f"| kind | {' | '.join(_COLUMNS)} | the callee's work | what happens |"
    yield f"|---|{':-:|' * len(_COLUMNS)}---|---|"
    for kind in catalog():
        spoken = kind["protocols"]
        assert isinstance(spoken, list)
        marks = ["x" if each.value in spoken else "" for each in _COLUMNS.values()]
        if Protocol.HTTPS.value in spoken and Protocol.HTTP.value not in spoken:
            marks[0] = "TLS"
        yield f"| {kind['kind']} | {' | '.join(marks)} | {kind['work']} | {kind['what']} |"


PARTS = (
    GeneratedPart(Path("README.md"), "drawing of the topology", drawing),
    GeneratedPart(Path("docs/faults.md"), "table of fault kinds", fault_kinds),
)


def main(arguments: list[str]) -> int:
    """0 where the parts were written, or are up to date; 1 where one is not."""
    outdated = 0
    for part in PARTS:
        text = part.document.read_text("utf-8")
        wanted = part.within(text)
        if text != wanted and "--check" in arguments:
            print(f"{part.document}: the {part.name} is not up to date: run make drawing")
            outdated += 1
        elif text != wanted:
            part.document.write_text(wanted, "utf-8")
    return 1 if outdated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
