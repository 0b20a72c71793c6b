"""What a scenario needs of its target is read from its sentences, before it begins."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import MISSING, fields
from types import SimpleNamespace
from typing import Any

import pytest

from environment.attach.needs import TOUCHED, lacking, needed_by_step, why_skipped
from environment.attach.unsupported import Absent
from steps.vocabulary.capabilities import Capability, Lacking, needs
from steps.world.world import Shop, World

# What every target offers: its services' public APIs, its people, and what a scenario keeps by itself.
ALWAYS_THERE = {
    *("cart", "inventory", "pricing", "checkout", "orders", "notifications", "gateway", "payments"),
    *("refunds", "correlation", "shop", "actors", "stored", "contract", "catalog", "clock", "webhooks"),
    *("raw_apis", "untrusted_service_tokens"),
}


def cuts_an_arrow(context: Any) -> None:
    context.world.faults.inject(None)


def by_way_of_another(context: Any) -> None:
    cuts_an_arrow(context)


def in_a_lambda(context: Any) -> Any:
    return lambda: context.world.clock.advance(1)


def kills_in_a_call(context: Any) -> None:
    context.world.crashes.kill_at("orders", None, "after the work")


def crashes_the_database(context: Any) -> None:
    context.world.crashes.crash_database_at("orders", "INSERT", "before")


def runs_a_service_twice(context: Any) -> None:
    context.world.replicas.start("orders")


def asks_the_time(context: Any) -> Any:
    return context.world.clock.now()


def sets_a_rate(context: Any) -> None:
    context.world.shop.pricing.set_tax({}, "OR", "0.1")


@needs(Capability.MAIL)
def declares_it(context: Any) -> None:
    context.world.shop.orders.of({})


@pytest.mark.parametrize(
    ("step", "needed"),
    [
        (cuts_an_arrow, {Capability.FAULTS}),
        (by_way_of_another, {Capability.FAULTS}),
        (in_a_lambda, {Capability.CLOCK}),
        (kills_in_a_call, {Capability.FAULTS, Capability.PARTS}),
        (crashes_the_database, {Capability.FAULTS, Capability.PARTS, Capability.INSTANCES}),
        (runs_a_service_twice, {Capability.INSTANCES}),
        (asks_the_time, set()),
        (sets_a_rate, {Capability.EMPTYING}),
        (declares_it, {Capability.MAIL}),
    ],
)
def test_a_step_needs_what_its_code_reaches(step: Any, needed: set[Capability]) -> None:
    assert needed_by_step(step) == needed


def test_every_part_of_the_world_is_known_to_be_always_there_or_to_need_something() -> None:
    # What has a default is the scenario's own notebook, and nothing of the target.
    parts = {field.name for kind in (World, Shop) for field in fields(kind) if _is_given(field)}
    assert parts - ALWAYS_THERE - TOUCHED.keys() == set(), "say in environment/attach/needs.py what it needs"


def _is_given(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def test_the_report_names_the_reason_and_the_step() -> None:
    step = SimpleNamespace(keyword="Given", name="the arrow is cut")
    match = SimpleNamespace(func=cuts_an_arrow, arguments=())
    scenario, registry = SimpleNamespace(all_steps=[step]), SimpleNamespace(find_match=lambda _: match)
    lacks = {Capability.FAULTS: "the mesh forbids it"}
    missing = lacking(scenario, registry, lacks)
    assert why_skipped(missing, lacks) == (
        'Skipped on this target: the mesh forbids it (needed for "Given the arrow is cut")'
    )
    assert lacking(scenario, registry, {Capability.MAIL: "no mail"}) == {}


def test_whoever_uses_what_is_lacking_is_told_so() -> None:
    inbox = Absent(Capability.MAIL, "the mail it sends cannot be read")
    with pytest.raises(Lacking, match="the target lacks mail: the mail it sends cannot be read"):
        inbox.of("somebody")


def test_a_run_against_a_bad_file_ends_with_one_sentence() -> None:
    behave = [sys.executable, "-m", "behave", "-D", "stack=attach", "-D", "target=nowhere.toml"]
    run = subprocess.run([*behave, "features/journeys"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "-D target=nowhere.toml: there is no such file" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
