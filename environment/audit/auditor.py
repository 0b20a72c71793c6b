"""The audit of a bookstore: waits until it is at rest, reads the books, and says what must not be."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from environment.audit import public
from environment.audit.breach import Breach
from environment.audit.checks import AT_REST, at_rest, audit
from environment.audit.database_probe import Facts
from environment.audit.logs import LogWatch
from environment.audit.partly import left_out, possible, since
from environment.audit.reading import Reader, UnexpectedCalls, inbox_of, ledger_of, none_expected
from environment.audit.settling import Rest, look_until, move_past_backoffs
from environment.audit.snapshot import Books, Told
from environment.stack.target import Target
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

NOTHING_DECLARED: Mapping[str, str] = MappingProxyType({})
_WITHIN = 10.0  # seconds
_MOST_READINGS = 5  # of books that go on changing although they were at rest
_STORED = frozenset({"checkouts", "orders"})


class Auditor:
    """One for a run. `unexpected_calls` gives the calls of this scenario that no arrow expected."""

    def __init__(
        self, target: Target, facts: Facts, unexpected_calls: UnexpectedCalls = none_expected
    ) -> None:
        self._clock = target.clock
        self._lacks = target.lacks
        self._logs = LogWatch(target.log_files())
        self._unexpected_calls = unexpected_calls
        self._scenario: str | None = None
        self.books = Books()  # as they were read last
        self._before: Books | None = None
        self._public: Callable[[], Books] | None = None
        self._told: tuple[Told, ...] = ()
        self._own_inbox = Capability.MAIL not in target.lacks and "inbox" not in target.drivers
        self._reader = self._reader_of(target, facts)
        own = {"unexpected_calls", "told"} | (set() if Capability.LOGS in target.lacks else {"troubles"})
        stored = self._reader.parts | own
        self._from_apis = frozenset() if stored >= _STORED | {"charges"} else public.READ - stored
        if "orders" in self._from_apis and Capability.MAIL not in target.lacks:
            self._from_apis |= {"mails"}
        self._checks = possible(stored | self._from_apis)
        self.left_out = left_out(stored | self._from_apis)

    @property
    def logs(self) -> LogWatch:
        """What the parts have logged since the scenario began."""
        return self._logs

    def before_scenario(self, scenario: str) -> None:
        """What is logged from now on belongs to this scenario; `scenario` is its id in W3C Baggage."""
        self._scenario = scenario
        self._logs.mark()
        self._before = self._reader() if Capability.EMPTYING in self._lacks else None

    def after_scenario(
        self,
        allowed: Mapping[str, str] = NOTHING_DECLARED,
        within: float = _WITHIN,
        world: World | None = None,
    ) -> list[Breach]:
        """Every breach, once the bookstore is at rest or `within` seconds have passed.

        `allowed` has the kinds of breaches (see breach.Kind) that the scenario declares, each with the
        reason; ValueError where there is no such kind. `world` is asked where databases cannot be read.
        Every part of the target must be up.
        """
        self._told = public.told(world) if world else ()
        by_mail = "mails" in self._from_apis
        self._public = public.PublicBooks(world, by_mail) if world and self._from_apis else None
        resting = [check for check in AT_REST if check in self._checks]

        def judged(books: Books) -> list[Breach]:
            return audit(books, allowed, self._checks)

        def rests(books: Books) -> bool:
            # Where not everything can be read, rest cannot be seen: what is wrong may still come right.
            return at_rest(books, None, resting) and not (self.left_out and judged(books))

        rest = Rest[Books](reached=rests, expected=lambda seen: at_rest(seen, allowed, resting))
        books = look_until(self._read, rest, self._let_time_pass, within)
        breaches = judged(books)
        for _ in range(_MOST_READINGS):
            # The databases are read one after the other: what was changing then may only have looked wrong.
            if not breaches or (again := self._read()) == books:
                break
            books, breaches = again, judged(again)
        return breaches

    def close(self) -> None:
        """Close the connections."""
        self._reader.close()

    def _reader_of(self, target: Target, facts: Facts) -> Reader:
        ledger = inbox = None
        if Capability.SANDBOX not in target.lacks:
            authority = str(target.gateway_authority) if target.gateway_authority else None
            trust = ssl.create_default_context(cafile=authority)
            ledger = ledger_of(target.url("gateway"), target.secrets.gateway_control_token, trust)
        # Without stored orders nobody could say to whom a mail belongs: those of the scenario's people count.
        if self._own_inbox and "orders" in facts.services:
            inbox = inbox_of(target.url("mail"), target.authority, target.secrets.mail_inbox_token)
        return Reader(facts, ledger, inbox, target.clock.now)

    def _read(self) -> Books:
        found = self._reader()
        if self._before is not None:
            found = since(self._before, found)
        if self._public is not None:
            seen = self._public()
            found = replace(found, **{part: getattr(seen, part) for part in self._from_apis})
        # Read last: what goes wrong while the books are read counts as well.
        troubles, calls = self._logs.troubles(self._scenario), tuple(self._unexpected_calls())
        self.books = replace(found, told=self._told, troubles=troubles, unexpected_calls=calls)
        return self.books

    def _let_time_pass(self) -> None:
        if Capability.CLOCK not in self._lacks:
            move_past_backoffs(self._clock)
