"""Draws the cover of a book from its title, as an SVG: the shop has no pictures of its titles."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

_WIDEST = 12  # characters in a line
_MOST_LINES = 5
# Background and stripe; white text has a contrast of 4.5:1 or more on each background.
_PALETTES = (
    ("#274060", "#5b85aa"),
    ("#6b2737", "#c97b84"),
    ("#1f5f4f", "#69a297"),
    ("#5c3d2e", "#c69c72"),
    ("#433878", "#8d86c9"),
    ("#7a3b00", "#e0a458"),
    ("#0b525b", "#65afff"),
    ("#512d38", "#b27092"),
)


@dataclass(frozen=True)
class Cover:
    """The colors of a cover, and the title in lines."""

    background: str
    stripe: str
    lines: tuple[str, ...]

    @property
    def top(self) -> int:
        """The height at which the first line stands, of 150."""
        return 80 - 9 * (len(self.lines) - 1)


def cover(title: str) -> Cover:
    """The cover of the title, always the same."""
    background, stripe = _PALETTES[sha256(title.encode()).digest()[0] % len(_PALETTES)]
    return Cover(background, stripe, tuple(_lines(title)))


def _lines(title: str) -> list[str]:
    """The title in at most five lines; a word that is too long, or what is left over, is cut off."""
    lines = [""]
    for word in title.split():
        short = word if len(word) <= _WIDEST else f"{word[: _WIDEST - 1]}\N{HORIZONTAL ELLIPSIS}"
        joined = f"{lines[-1]} {short}".strip()
        lines = [*lines[:-1], joined] if len(joined) <= _WIDEST else [*lines, short]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], "\N{HORIZONTAL ELLIPSIS}"]
    return lines
