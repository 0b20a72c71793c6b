"""Each step declares with `@needs` what it needs of its target: all of it, and nothing else."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import steps.drivers
import steps.vocabulary
import steps.world
from steps.vocabulary.capabilities import Capability, declared_needs
from steps.world.world import Shop, World
from tests.steps.reachable_needs import FOR_ALL_CUSTOMERS, NEEDED, declaring_functions, needs_by_code

# What every target offers: the public APIs of its services, its actors, and the scenario's own values.
ALWAYS_THERE = {
    *("cart", "inventory", "pricing", "checkout", "orders", "notifications", "gateway", "payments"),
    *(
        "refunds",
        "shipments",
        "transfers",
        "correlation",
        "shop",
        "actors",
        "stored",
        "contract",
        "catalog",
        "clock",
        "webhooks",
        "restarts",
    ),
    *("sent_by", "direct_apis", "untrusted_service_tokens", "has_own_words", "answers_within"),
}


def test_each_step_declares_what_its_code_reaches() -> None:
    wrong = sorted(sentence for function in declaring_functions() for sentence in mistakes(function))
    assert not wrong, "\n".join(wrong)


def mistakes(function: Callable[..., Any]) -> Iterator[str]:
    declared, reached = declared_needs(function).capabilities, needs_by_code(function)
    where = f"{function.__code__.co_filename}:{function.__code__.co_firstlineno} {function.__name__}"
    if reached - declared:
        yield f"{where} needs {', '.join(sorted(reached - declared))} and does not declare it"
    if declared - reached:
        yield f"{where} declares {', '.join(sorted(declared - reached))}, and its code reaches no such part"


def test_each_part_of_the_world_is_always_there_or_needs_something() -> None:
    # A field with a default holds a value of the scenario, and no part of the target.
    parts = {field.name for kind in (World, Shop) for field in fields(kind) if _is_given(field)}
    assert parts - ALWAYS_THERE - NEEDED.keys() == set(), (
        "say in tests/steps/reachable_needs.py what it needs"
    )


def test_each_name_that_needs_something_still_exists() -> None:
    parts = {field.name for kind in (World, Shop) for field in fields(kind)}
    names = parts.union(
        *(port_methods(package) for package in (steps.drivers, steps.vocabulary, steps.world))
    )
    assert (NEEDED.keys() | FOR_ALL_CUSTOMERS) - names == set()


def port_methods(package: ModuleType) -> set[str]:
    """The attributes of all classes in the modules of this package: its drivers and its ports."""
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    modules = [import_module(module.name) for module in found]
    classes = [each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)]
    return {name for each in classes for name in vars(each)}


def _is_given(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def injects_a_fault(context: Any) -> None:
    context.world.faults.inject(None)


def calls_another_function(context: Any) -> None:
    injects_a_fault(context)


def has_a_lambda(context: Any) -> Any:
    return lambda: context.world.clock.advance(1)


def kills_in_a_call(context: Any) -> None:
    context.world.crashes.kill_at("orders", None, "after the work")


def crashes_the_database(context: Any) -> None:
    context.world.crashes.crash_database_at("orders", "INSERT", "before")


def runs_a_service_twice(context: Any) -> None:
    context.world.replicas.start("orders")


def reads_the_time(context: Any) -> Any:
    return context.world.clock.now()


def sets_a_rate(context: Any) -> None:
    context.world.shop.pricing.set_tax({}, "OR", "0.1")


@pytest.mark.parametrize(
    ("step", "needed"),
    [
        (injects_a_fault, {Capability.FAULTS}),
        (calls_another_function, {Capability.FAULTS}),
        (has_a_lambda, {Capability.CLOCK}),
        (kills_in_a_call, {Capability.FAULTS, Capability.PARTS}),
        (crashes_the_database, {Capability.FAULTS, Capability.PARTS, Capability.INSTANCES}),
        (runs_a_service_twice, {Capability.INSTANCES}),
        (reads_the_time, set()),
        (sets_a_rate, {Capability.SETTINGS}),
    ],
)
def test_what_a_step_needs_is_read_from_its_code(step: Any, needed: set[Capability]) -> None:
    assert needs_by_code(step) == needed


def test_a_missing_and_a_superfluous_declaration_are_named() -> None:
    (missing,) = mistakes(injects_a_fault)
    assert missing.endswith("injects_a_fault needs faults and does not declare it")
