"""A pipe whose write end one program holds: the end of the program is the end of the file."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable


class ExitPipe:
    """Both ends at first; the program inherits the write end, which is closed here after the start."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def write_end(self) -> int:
        """The descriptor of the write end, for the program."""
        return self._write

    def close_write_end(self) -> None:
        """Close the copy of this process: only those of the program and its children remain."""
        os.close(self._write)

    def fileno(self) -> int:
        return self._read

    def has_ended(self, within: float = 0.0) -> bool:
        """Whether the program has ended; waits up to `within` seconds for the end."""
        return bool(first_exited([self], within))

    def wait_for_exit(self, name: str, within: float) -> None:
        """Return when a program that was asked to stop has ended; TimeoutError after `within` seconds."""
        if not self.has_ended(within):
            raise TimeoutError(f"{name} was asked to stop and still runs {within:g} s later")

    def close(self) -> None:
        os.close(self._read)


def first_exited(pipes: Iterable[ExitPipe], within: float) -> list[ExitPipe]:
    """The pipes of programs that have ended; waits up to `within` seconds for the first."""
    by_descriptor = {pipe.fileno(): pipe for pipe in pipes}
    poll = select.poll()  # not select(): a run may have more than 1024 descriptors
    for descriptor in by_descriptor:
        poll.register(descriptor, select.POLLIN)
    return [by_descriptor[descriptor] for descriptor, _ in poll.poll(within * 1000)]
