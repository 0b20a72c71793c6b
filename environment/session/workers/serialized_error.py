"""An error that crosses from a worker to its parent: what reports read of it, without the objects it held."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from behave.textutil import text as behaves_text


@dataclass(frozen=True)
class Code:
    """As much of a code object as the traceback module reads."""

    co_filename: str
    co_name: str
    position: tuple[int | None, int | None, int | None, int | None]

    @property
    def co_qualname(self) -> str:
        return self.co_name

    def co_positions(self) -> Iterator[tuple[int | None, int | None, int | None, int | None]]:
        """That of the one instruction there is."""
        return iter([self.position])


@dataclass(frozen=True)
class Frame:
    """As much of a frame as the traceback module reads."""

    f_code: Code
    f_lineno: int
    f_globals: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """One entry of a traceback, as the traceback module reads it."""

    tb_frame: Frame
    tb_lineno: int
    tb_next: Place | None
    tb_lasti: int = 0


@dataclass(frozen=True)
class Raised:
    """The class by name, the text, and where it came from."""

    kind: str
    module: str
    assertion: bool
    text: str
    place: Place | None

    @classmethod
    def of(cls, error: BaseException | None, at: TracebackType | None) -> Self | None:
        """None where nothing was raised."""
        if error is None:
            return None
        kind = type(error)
        assertion = isinstance(error, AssertionError)
        return cls(kind.__name__, kind.__module__, assertion, behaves_text(error), _place(at))

    def error(self) -> Exception:
        """A stand-in of the same name and text."""
        family = AssertionError if self.assertion else Exception
        stand_in: Exception = type(self.kind, (family,), {"__module__": self.module})(self.text)
        return stand_in


def _place(at: TracebackType | None) -> Place | None:
    place: Place | None = None
    for entry in reversed(traceback.extract_tb(at)):
        line = entry.lineno or 0
        position = (line, entry.end_lineno, entry.colno, entry.end_colno)
        place = Place(Frame(Code(entry.filename, entry.name, position), line), line, place)
    return place
