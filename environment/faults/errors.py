"""The errors of the proxy and its client, as sentences that a tester can act on."""

from __future__ import annotations

from collections.abc import Iterable


class ProxyError(Exception):
    """Any error that the proxy reports."""


class InvalidFault(ProxyError, ValueError):
    """The proxy refused a fault: its edge, kind, parameters or narrowing do not exist or do not fit."""


class FaultWaitTimeout(ProxyError):
    """A fault did not hold or fire as often as expected in time; the message lists the calls that passed."""


class ProxyFailed(ProxyError):
    """The proxy did not start, went away, or reported an error of its own."""


class UpstreamFailed(Exception):
    """The callee could not be reached, or hung up without a whole answer.

    - `sentence`: the outcome in the record of the call
    - `reset`: whether the callee closed with RST
    - `partial`: the bytes of the answer that came before
    """

    def __init__(self, sentence: str, *, reset: bool, partial: bytes = b"") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reset = reset
        self.partial = partial


def unknown(what: str, name: object, known: Iterable[str]) -> InvalidFault:
    """The refusal of an unknown name, with the names that exist."""
    return InvalidFault(f"There is no {what} {name!r}. Known: {', '.join(sorted(known)) or 'none'}.")
