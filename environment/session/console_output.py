"""Standard output that may close or fill up during a run: the run goes on without it.

`behave | head`, a full disk and a closed descriptor are no reason to leave a stack behind. The results are in
the folder of reports.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO

_ERASE = "\r\x1b[2K"
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"  # in a terminal that became narrower, the line stays one line


class ConsoleOutput(io.TextIOBase):
    """Replaces sys.stdout. The first error of a write prints a sentence to stderr and ends all output.

    On a terminal it can show one line below all output, which is drawn again after each line of output.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._line = ""
        self._is_drawn = False
        if stream is None:
            self._print_reason("it is closed")

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self._stream, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The descriptor. Raises OSError where there is none."""
        if self._stream is None:
            raise OSError("standard output is closed")
        return self._stream.fileno()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        erase = _ERASE if self._is_drawn else ""
        self._is_drawn = False
        self._write(erase + text)
        if self._line and text.endswith("\n"):
            self._draw()
        return len(text)

    def show_line(self, line: str) -> None:
        """Show this line below all output, in place of the one before; an empty one ends it."""
        if not self.isatty() or (line == self._line and self._is_drawn):
            return
        if self._is_drawn:
            self._write(_ERASE)
        self._line, self._is_drawn = line, False
        if line:
            self._draw()
        self.flush()

    def _draw(self) -> None:
        self._write(f"{_NO_WRAP}{self._line}{_WRAP}")
        self._is_drawn = True

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(_writable(text, self.encoding))
        except OSError as error:
            self._discard(error)

    def flush(self) -> None:
        if self._stream is not None:
            try:
                self._stream.flush()
            except OSError as error:
                self._discard(error)

    def _discard(self, error: OSError) -> None:
        """Point the descriptor at the null device: the interpreter flushes the buffer again at its end."""
        assert self._stream is not None
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, self._stream.fileno())
        os.close(nothing)
        self._stream = None
        self._print_reason(error.strerror or str(error))

    def _print_reason(self, why: str) -> None:
        if sys.stderr is not None:
            print(f"standard output cannot be written ({why}): the run goes on without it", file=sys.stderr)


def _writable(text: str, encoding: str) -> str:
    """The text without letters that the encoding of the console does not have."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def guard_console(config: Any) -> None:
    """Replace sys.stdout by a ConsoleOutput, also in the outputs and reporters of behave's configuration."""
    original = sys.stdout
    guarded = sys.stdout = ConsoleOutput(original)
    for output in config.outputs:
        if output.stream is original and output.name is None:
            output.stream, output.should_close_stream = guarded, False
    for reporter in config.reporters:
        if getattr(reporter, "stream", guarded) is original:
            reporter.stream = guarded
