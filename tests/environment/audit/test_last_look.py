"""What goes wrong while the books are read for the last time is not missed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from environment.audit.auditor import Auditor
from environment.audit.breach import Kind
from environment.audit.database_probe import Facts
from environment.session.checker import Judge
from environment.stack.target import Target
from environment.stack.unsupported import UnsupportedFaultProxy
from environment.world.crash_points import ProxyCrashInjector
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

NOTHING_STORED = cast(Facts, SimpleNamespace(services=frozenset()))
NOBODY = cast(
    World,
    SimpleNamespace(
        actors=SimpleNamespace(known={}),
        shop=SimpleNamespace(gateway=SimpleNamespace(charges=lambda ids: ())),
        clock=SimpleNamespace(now=lambda: datetime.now(UTC)),
        declared_breaches={},
    ),
)


def target(log: Path, deaths: Sequence[Sequence[str]] = (), reads: Callable[[], object] = int) -> Target:
    """A target of which nothing but a log can be read. `reads` happens while the books are read."""
    looks: Iterator[Sequence[str]] = iter(deaths)

    def now() -> datetime:
        reads()
        return datetime.now(UTC)

    unsupported = dict.fromkeys(set(Capability) - {Capability.LOGS, Capability.RESET}, "it is made up")
    made_up = SimpleNamespace(
        unsupported=unsupported,
        drivers={},
        clock=SimpleNamespace(now=now),
        authority=None,
        faults=UnsupportedFaultProxy("it is made up"),
        log_files=lambda: {"orders": log},
        take_lifecycle_events=list,
        unexpected_deaths=lambda: next(looks),
        restart_stopped=list,
    )
    return cast(Target, made_up)


def test_an_exception_logged_while_the_books_are_read_is_found(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"

    def fail() -> None:
        log.write_text(json.dumps({"event": "the relay failed", "exception": "KeyError: 3"}))

    auditor = Auditor(target(log, reads=fail), NOTHING_STORED)
    auditor.before_scenario("scenario")
    found = auditor.after_scenario(within=0.0)
    assert [breach.kind for breach in found] == [Kind.UNHANDLED_EXCEPTION]


def test_a_part_that_dies_during_the_audit_is_told(tmp_path: Path) -> None:
    nobody_is_killed = cast(ProxyCrashInjector, SimpleNamespace(finish=lambda within: []))
    dying = target(tmp_path / "orders.log", deaths=[["pricing died"], ["pricing died", "orders died"]])
    judge = Judge(dying, NOTHING_STORED, nobody_is_killed)
    verdict = judge.ends(judge.begins("scenario"), NOBODY, fires_within=0.0)
    assert verdict.sentences == ("pricing died", "orders died")
    assert verdict.breaches == ("pricing died", "orders died")
