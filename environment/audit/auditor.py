"""The audit of a bookstore: waits until it is idle, reads a snapshot, and reports the breaches."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from environment.audit.breach import AuditBreach
from environment.audit.checks import IDLE_CHECKS, audit, is_idle
from environment.audit.facts import public_snapshot
from environment.audit.facts.books import BooksReader
from environment.audit.facts.database_probe import DatabaseProbe
from environment.audit.facts.snapshot import AnnouncedOrder, Snapshot
from environment.audit.facts.snapshot_reader import SnapshotReader, inbox_of, ledger_of
from environment.audit.invariants.logs import LogWatch
from environment.audit.invariants.mails import CANCELLATION, REFUND
from environment.audit.partial_audit import possible_checks, rows_since, rules_left_out
from environment.audit.wait_for_idle import IdleCondition, move_past_backoffs, wait_for_idle
from environment.stack.target import AuditedTarget, TargetClock
from steps.drivers.sandbox import SandboxDriver
from steps.vocabulary.capabilities import Capability
from steps.vocabulary.policies import Policy
from steps.world.ports import ScenarioClock
from steps.world.world import World

NOTHING_DECLARED: Mapping[str, str] = MappingProxyType({})
_WITHIN = 10.0  # seconds
_MOST_SNAPSHOTS = 5  # of a bookstore that was idle and yet changes
_MAILED = {Policy.MAILS_REFUNDS: REFUND, Policy.MAILS_CANCELLATIONS: CANCELLATION}
_STORED = frozenset({"checkouts", "orders"})


class Auditor:
    """The audit of one target, for a whole run."""

    def __init__(self, target: AuditedTarget, databases: DatabaseProbe) -> None:
        self._clock: TargetClock | ScenarioClock = target.clock
        self._traffic = target.faults
        self._unsupported = target.unsupported
        self._logs = LogWatch(target.log_files())
        self._kinds_not_mailed = frozenset(
            kind for policy, kind in _MAILED.items() if policy in target.offer.policies
        )
        self._scenario: str | None = None
        self.snapshot = Snapshot()
        """The last one that was read."""
        self._before: Snapshot | None = None
        self._public: public_snapshot.PublicSnapshot | None = None
        self._announced: tuple[AnnouncedOrder, ...] = ()
        self._sandbox: SandboxDriver | None = None
        self._own_inbox = Capability.MAIL not in target.unsupported and "inbox" not in target.drivers
        self._reader = self._reader_of(target, databases)
        own = {"announced_orders"} | (set() if Capability.LOGS in target.unsupported else {"exceptions"})
        stored = self._reader.parts | own
        complete = stored >= _STORED | {"charges"}
        # What a stub shows was made by the stub: of a service that is not real nothing is audited.
        stored_only = complete or bool(target.replaced)
        shown = public_snapshot.readable_parts(target.offer.not_offered)
        self._from_apis = frozenset() if stored_only else shown - stored
        is_foreign = target.adapter is not None or "orders" in self._from_apis
        if is_foreign and self._from_apis and Capability.MAIL not in target.unsupported:
            self._from_apis |= {"mails"}
        self._checks = possible_checks(stored | self._from_apis)
        self.left_out = rules_left_out(stored | self._from_apis)

    @property
    def logs(self) -> LogWatch:
        """The logs of all parts since the scenario began."""
        return self._logs

    def before_scenario(self, scenario: str) -> None:
        """Begin a scenario; `scenario` is its id in W3C Baggage."""
        self._scenario = scenario
        self._logs.mark()
        self._before = self._reader() if Capability.RESET in self._unsupported else None

    def after_scenario(
        self,
        allowed: Mapping[str, str] = NOTHING_DECLARED,
        within: float = _WITHIN,
        world: World | None = None,
    ) -> list[AuditBreach]:
        """Every breach, once the bookstore is idle or `within` seconds have passed.

        `allowed` has the kinds of breaches (see breach.BreachKind) that the scenario declares, each with the
        reason; ValueError for an unknown kind. `world` is read where databases cannot be read. Every part of
        the target must be up.
        """
        if world is not None:
            self._clock = world.clock  # it leaps over no message that is on its way
        has_sandbox = world is not None and Capability.SANDBOX not in self._unsupported
        self._sandbox = world.shop.sandbox if world and has_sandbox else None
        self._announced = public_snapshot.announced_orders(world) if world else ()
        by_mail = "mails" in self._from_apis
        self._public = public_snapshot.PublicSnapshot(world, by_mail) if world and self._from_apis else None
        idle_checks = [check for check in IDLE_CHECKS if check in self._checks]

        def breaches_of(snapshot: Snapshot) -> list[AuditBreach]:
            return audit(snapshot, allowed, self._checks)

        def reached(snapshot: Snapshot) -> bool:
            # Where not everything can be read, work in flight may be invisible: a breach may still disappear.
            return is_idle(snapshot, None, idle_checks) and not (self.left_out and breaches_of(snapshot))

        idle = IdleCondition[Snapshot](reached, lambda seen: is_idle(seen, allowed, idle_checks))
        snapshot = wait_for_idle(self._read, idle, self._skip_backoffs, within)
        breaches = breaches_of(snapshot)
        for _ in range(_MOST_SNAPSHOTS):
            # The databases are read one after the other: a change in between may look like a breach.
            if not breaches or (again := self._read()) == snapshot:
                break
            snapshot, breaches = again, breaches_of(again)
        return breaches

    def close(self) -> None:
        """Close the connections."""
        self._reader.close()

    def _reader_of(self, target: AuditedTarget, databases: DatabaseProbe) -> SnapshotReader:
        ledger = inbox = None
        if Capability.SANDBOX not in target.unsupported:
            authority = str(target.gateway_authority) if target.gateway_authority else None
            trust = ssl.create_default_context(cafile=authority)
            ledger = ledger_of(target.url("gateway"), target.secrets.gateway_control_token, trust)
        # Without stored orders the order of a mail is unknown: then only the mails of the world's people
        # count.
        if self._own_inbox and "orders" in databases.services:
            inbox = inbox_of(target.url("mail"), target.authority, target.secrets.mail_inbox_token)
        books = BooksReader(target.books) if target.books else None
        return SnapshotReader(databases, ledger, inbox, target.clock.now, books)

    def _read(self) -> Snapshot:
        found = self._reader()
        if self._before is not None:
            found = rows_since(self._before, found)
        if self._public is not None:
            seen = self._public(found.orders)
            found = replace(found, **{part: getattr(seen, part) for part in self._from_apis})
            kept = tuple(each for each in found.charges if each.checkout_id not in self._public.waiting)
            found = replace(found, charges=kept)
        # Logs are read last, so that an exception during the reading of the databases is found as well.
        exceptions = self._logs.exceptions(self._scenario)
        self.snapshot = replace(
            found,
            announced_orders=self._announced,
            exceptions=exceptions,
            kinds_not_mailed=self._kinds_not_mailed,
        )
        return self.snapshot

    def _skip_backoffs(self) -> None:
        if Capability.CLOCK not in self._unsupported:
            move_past_backoffs(self._clock.advance, self._traffic.exchanges(without=("postgres",)))
        elif self._sandbox is not None:
            self._sandbox.webhooks("retry")  # the shop was down, and no time is moved
