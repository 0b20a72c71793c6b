"""Standard output that may close or fill up during a run: the run goes on without it.

`behave | head`, a full disk and a closed descriptor are no reason to leave a stack behind. The results are in
the folder of reports.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


class ConsoleOutput(io.TextIOBase):
    """Replaces sys.stdout. The first error of a write prints a sentence to stderr and ends all output."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
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
        if self._stream is not None:
            try:
                self._stream.write(text)
            except OSError as error:
                self._discard(error)
        return len(text)

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
