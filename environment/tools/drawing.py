"""Writes the drawing of the topology into the README; with --check, says whether it is up to date.

`make drawing` writes it, `make check` checks it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from environment.topology import topology
from environment.topology.drawing import flowchart

README = Path("README.md")
_BEGIN, _END = "<!-- drawing of the topology, written by make drawing -->", "<!-- end of the drawing -->"


class NoPlace(ValueError):
    """The document has no two comments between which the drawing stands."""


def with_drawing(text: str, drawing: str) -> str:
    """The document with this drawing between its two comments. Raises NoPlace."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise NoPlace(f"there have to be two lines: {_BEGIN} and {_END}")
    return f"{before}{begin}\n```mermaid\n{drawing}\n```\n{end}{after}"


def main(arguments: list[str]) -> int:
    """0 where the drawing was written, or is up to date; 1 where it is not."""
    text = README.read_text("utf-8")
    wanted = with_drawing(text, flowchart(topology()))
    if "--check" in arguments:
        if text == wanted:
            return 0
        print(f"{README}: the drawing does not fit the topology: run make drawing")
        return 1
    README.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
