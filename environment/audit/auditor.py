"""The audit of a running stack: waits until it is at rest, reads the books, and says what must not be."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from environment.audit.books import Books
from environment.audit.breach import Breach
from environment.audit.checks import at_rest, audit
from environment.audit.facts import Facts
from environment.audit.logs import LogWatch
from environment.audit.reading import Reader, UnexpectedCalls, inbox_of, ledger_of, none_expected
from environment.audit.settling import Rest, look_until, move_past_backoffs
from environment.stack import Stack

NOTHING_DECLARED: Mapping[str, str] = MappingProxyType({})
_WITHIN = 10.0  # seconds
_MOST_READINGS = 5  # of books that go on changing although they were at rest


class Auditor:
    """One for a run. `unexpected_calls` gives the calls of this scenario that no arrow expected."""

    def __init__(self, stack: Stack, facts: Facts, unexpected_calls: UnexpectedCalls = none_expected) -> None:
        self._clock = stack.clock
        self._logs = LogWatch({process.name: process.log_path for process in stack.launcher.processes})
        self._unexpected_calls = unexpected_calls
        self._scenario: str | None = None
        self.books = Books()  # as they were read last
        trust = ssl.create_default_context(cafile=str(stack.gateway_authority))
        ledger = ledger_of(stack.url("gateway"), stack.secrets.gateway_control_token, trust)
        self._reader = Reader(facts, ledger, inbox_of(stack.url("mail")), stack.clock.now)

    @property
    def logs(self) -> LogWatch:
        """What the parts have logged since the scenario began."""
        return self._logs

    def before_scenario(self, scenario: str) -> None:
        """What is logged from now on belongs to this scenario; `scenario` is its id in W3C Baggage."""
        self._scenario = scenario
        self._logs.mark()

    def after_scenario(
        self, allowed: Mapping[str, str] = NOTHING_DECLARED, within: float = _WITHIN
    ) -> list[Breach]:
        """Every breach, once the stack is at rest or `within` seconds have passed.

        `allowed` has the kinds of breaches (see breach.Kind) that the scenario declares, each with the
        reason; ValueError where there is no such kind. Every part of the stack must be up.
        """
        rest = Rest[Books](reached=at_rest, expected=lambda seen: at_rest(seen, allowed))
        books = look_until(self._read, rest, self._let_time_pass, within)
        breaches = audit(books, allowed)
        for _ in range(_MOST_READINGS):
            # The databases are read one after the other: what was changing then may only have looked wrong.
            if not breaches or (again := self._read()) == books:
                break
            books, breaches = again, audit(again, allowed)
        return breaches

    def close(self) -> None:
        """Close the connections."""
        self._reader.close()

    def _read(self) -> Books:
        troubles, calls = self._logs.troubles(self._scenario), tuple(self._unexpected_calls())
        self.books = replace(self._reader(), troubles=troubles, unexpected_calls=calls)
        return self.books

    def _let_time_pass(self) -> None:
        move_past_backoffs(self._clock)
