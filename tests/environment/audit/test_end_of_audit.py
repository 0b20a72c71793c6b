"""Exceptions and crashes during the last reading of the audit are found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from environment.audit.auditor import Auditor
from environment.audit.breach import BreachKind
from environment.audit.facts.database_probe import DatabaseProbe
from environment.session.baseline_comparison import BaselineComparison
from environment.session.checker import ScenarioChecker
from environment.session.console_summary import ConsoleSummary
from environment.stack.offer import Offer
from environment.stack.target import Target
from environment.stack.unsupported import UnsupportedFaultProxy
from environment.world.crash_points import ProxyCrashInjector
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

NOTHING_STORED = cast(DatabaseProbe, SimpleNamespace(services=frozenset()))
EMPTY_WORLD = cast(
    World,
    SimpleNamespace(
        actors=SimpleNamespace(known={}, personal_data={}, secrets={}),
        shop=SimpleNamespace(gateway=SimpleNamespace(charges=lambda ids: ())),
        clock=SimpleNamespace(now=lambda: datetime.now(UTC)),
        declared_breaches={},
    ),
)


def target(
    log: Path,
    crashes: Sequence[Sequence[str]] = (),
    reads: Callable[[], object] = int,
    replaced: Sequence[str] = (),
) -> Target:
    """A target where only a log can be read. `reads` is called during each reading of the snapshot."""
    looks: Iterator[Sequence[str]] = iter(crashes)

    def now() -> datetime:
        reads()
        return datetime.now(UTC)

    unsupported = dict.fromkeys(set(Capability) - {Capability.LOGS, Capability.RESET}, "it is made up")
    made_up = SimpleNamespace(
        unsupported=unsupported,
        drivers={},
        offer=Offer(),
        adapter=None,
        replaced=dict.fromkeys(replaced, "stub"),
        documents={},
        clock=SimpleNamespace(now=now),
        authority=None,
        faults=UnsupportedFaultProxy("it is made up"),
        log_files=lambda: {"orders": log},
        take_lifecycle_events=list,
        unexpected_exits=lambda: next(looks),
        restart_stopped=list,
        restart_hung=list,
        books=None,
        graphql_schemas=dict,
    )
    return cast(Target, made_up)


def test_an_exception_logged_during_the_reading_is_found(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"

    def fail() -> None:
        log.write_text(json.dumps({"event": "the relay failed", "exception": "KeyError: 3"}))

    auditor = Auditor(target(log, reads=fail), NOTHING_STORED)
    auditor.before_scenario("scenario")
    found = auditor.after_scenario(within=0.0)
    assert [breach.kind for breach in found] == [BreachKind.UNHANDLED_EXCEPTION]


def test_a_part_that_goes_down_during_the_audit_is_reported(tmp_path: Path) -> None:
    no_service_is_killed = cast(ProxyCrashInjector, SimpleNamespace(finish=lambda within: []))
    crashing = target(
        tmp_path / "orders.log", crashes=[["pricing is down"], ["pricing is down", "orders is down"]]
    )
    comparison = BaselineComparison(ConsoleSummary())
    checker = ScenarioChecker(crashing, NOTHING_STORED, no_service_is_killed, comparison)
    found = checker.finish(checker.start("scenario"), EMPTY_WORLD, fires_within=0.0)
    assert found.findings == ("pricing is down", "orders is down")
    assert found.breaches == ("pricing is down", "orders is down")


def test_what_a_stub_shows_is_not_audited(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    by_public_apis = Auditor(target(log), NOTHING_STORED)
    beside_a_stub = Auditor(target(log, replaced=("orders",)), NOTHING_STORED)
    assert {*by_public_apis.left_out} < {*beside_a_stub.left_out}
