"""Failures of steps that know on which arrow the shop went wrong, or in which answer."""

from __future__ import annotations

from environment.topology import topology


class WrongOnArrow(AssertionError):
    """Expected and seen, as text. The report names the arrow, such as `checkout -> orders`, as guilty."""

    def __init__(self, arrow: str, message: str) -> None:
        super().__init__(message)
        self.arrow = arrow


class WronglyStored(WrongOnArrow):
    """The same of rows of a database. It follows from a call that is missing, where there is one."""


class NotRefused(AssertionError):
    """What a person asked last was accepted, and had to be refused."""


class WronglyAnswered(WrongOnArrow):
    """The same of requests that the scenario has made itself, one after the other, as whoever may make them.

    What their callee has asked others for differs because of them.
    """


def arrow_between(caller: str, callee: str) -> str | None:
    """The integration point of these two; None where the topology has none, since they never speak."""
    arrow = f"{caller} -> {callee}"
    return arrow if arrow in topology().points else None
