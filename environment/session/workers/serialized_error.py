"""An error as a worker sends it to its parent: name, text and traceback, without the objects it refers to.

tblib was measured for this and not taken: of a traceback with column positions it shows the markers below a
line at the wrong place, so a report of several workers would differ from that of one process.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from behave.textutil import text as behaves_text


@dataclass(frozen=True)
class SerializedCode:
    """The part of a code object that the traceback module reads."""

    co_filename: str
    co_name: str
    position: tuple[int | None, int | None, int | None, int | None]

    @property
    def co_qualname(self) -> str:
        return self.co_name

    def co_positions(self) -> Iterator[tuple[int | None, int | None, int | None, int | None]]:
        """The position of the single instruction."""
        return iter([self.position])


@dataclass(frozen=True)
class SerializedFrame:
    """The part of a frame that the traceback module reads."""

    f_code: SerializedCode
    f_lineno: int
    f_globals: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SerializedTraceback:
    """One entry of a traceback, with the attributes that the traceback module reads."""

    tb_frame: SerializedFrame
    tb_lineno: int
    tb_next: SerializedTraceback | None
    tb_lasti: int = 0


@dataclass(frozen=True)
class SerializedError:
    """The name of the class, the text, and the traceback. `assertion`: whether it is an AssertionError."""

    name: str
    module: str
    assertion: bool
    text: str
    traceback: SerializedTraceback | None

    @classmethod
    def of(cls, error: BaseException | None, at: TracebackType | None) -> Self | None:
        """The serialized form of an exception; None for None."""
        if error is None:
            return None
        kind = type(error)
        assertion = isinstance(error, AssertionError)
        return cls(kind.__name__, kind.__module__, assertion, behaves_text(error), _serialized(at))

    def exception(self) -> Exception:
        """A stand-in with the same name and text."""
        family = AssertionError if self.assertion else Exception
        stand_in: Exception = type(self.name, (family,), {"__module__": self.module})(self.text)
        return stand_in


def _serialized(at: TracebackType | None) -> SerializedTraceback | None:
    serialized: SerializedTraceback | None = None
    for entry in reversed(traceback.extract_tb(at)):
        line = entry.lineno or 0
        position = (line, entry.end_lineno, entry.colno, entry.end_colno)
        frame = SerializedFrame(SerializedCode(entry.filename, entry.name, position), line)
        serialized = SerializedTraceback(frame, line, serialized)
    return serialized
