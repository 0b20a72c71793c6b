"""What can go wrong with a fault, as sentences a tester can act upon."""

from __future__ import annotations

from collections.abc import Iterable


class FaultLineError(Exception):
    """Anything the fault line reports."""


class BadFault(FaultLineError, ValueError):
    """A fault was refused: an edge, kind, parameter or narrowing that does not exist or does not fit."""


class NotReached(FaultLineError):
    """A fault did not come as far as was waited for; the message lists the calls that passed."""


class ProxyFailed(FaultLineError):
    """The proxy did not start, went away, or reported an error of its own."""


class CalleeGone(Exception):
    """The callee could not be reached, or hung up without a whole answer.

    `partial` is what it said before, `reset` whether it hung up by a reset, `sentence` what the record says.
    """

    def __init__(self, sentence: str, *, reset: bool, partial: bytes = b"") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reset = reset
        self.partial = partial


def unknown(what: str, name: object, known: Iterable[str]) -> BadFault:
    """The refusal of a name nobody knows, with the names that are known."""
    return BadFault(f"There is no {what} {name!r}. Known: {', '.join(sorted(known)) or 'none'}.")
