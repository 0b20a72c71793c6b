"""A pipe whose write end only one program holds: its end is the program's death, and can be waited for."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable


class Lifeline:
    """The read end. The write end goes to the program with `given()`, and is closed here after the start."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def given(self) -> int:
        """The write end's descriptor."""
        return self._write

    def handed_over(self) -> None:
        """The program has it (or will never have it): only its own copies count from now on."""
        os.close(self._write)

    def fileno(self) -> int:
        return self._read

    def has_ended(self, within: float = 0.0) -> bool:
        """Whether the program is dead, waiting up to `within` seconds for it."""
        return bool(first_ended([self], within))

    def demand_end(self, who: str, within: float) -> None:
        """Return when the program, which was asked to stop, is dead; TimeoutError after `within` seconds."""
        if not self.has_ended(within):
            raise TimeoutError(f"{who} was asked to stop and has not, {within:g} s later")

    def close(self) -> None:
        os.close(self._read)


def first_ended(lifelines: Iterable[Lifeline], within: float) -> list[Lifeline]:
    """Those whose programs are dead; waits up to `within` seconds for the first."""
    by_descriptor = {line.fileno(): line for line in lifelines}
    poll = select.poll()  # not select(): a run may have more than 1024 descriptors
    for descriptor in by_descriptor:
        poll.register(descriptor, select.POLLIN)
    return [by_descriptor[descriptor] for descriptor, _ in poll.poll(within * 1000)]
