"""What a scenario needs of its target, known before it begins: read from the code of its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

from environment.attach.reachable_names import names_reached
from steps.drivers.pricing import PricingDriver
from steps.vocabulary.capabilities import Capability, declared

# Orders and unsent mails are asked by APIs where databases cannot be read; all that is stored cannot be.
# A step that touches one of these parts of the world, or does one of these acts, needs the capability.
TOUCHED: Mapping[str, Capability] = {
    "contents": Capability.DATABASES,
    "messages_tried": Capability.DATABASES,
    "traces": Capability.FAULTS,  # without a record of the calls
    "faults": Capability.FAULTS,
    "advance": Capability.CLOCK,
    "services": Capability.PARTS,
    "log": Capability.LOGS,
    "sandbox": Capability.SANDBOX,
    "send": Capability.WEBHOOKS,
    "send_signed": Capability.WEBHOOKS,
    "send_changed": Capability.WEBHOOKS,
    "inbox": Capability.MAIL,
    "service_tokens": Capability.PASSES,
    "crashes": Capability.PARTS,
    "replicas": Capability.INSTANCES,
    "kill_primary_at": Capability.INSTANCES,
    "replace_primary_at": Capability.INSTANCES,
    "crash_database_at": Capability.INSTANCES,
    "calls": Capability.FAULTS,
    "recorded_calls": Capability.FAULTS,
    "wait_until_idle": Capability.DATABASES,
}
_PRICE_OF_ONE_TITLE = "set_price"
# Acts whose effect is not the scenario's own: rates and codes, every hold or refund, all the books.
FOR_EVERYBODY = frozenset(
    name for name in vars(PricingDriver) if not name.startswith("_") and name != _PRICE_OF_ONE_TITLE
) | {"reconcile", "capture_at_dashboard", "fail_refunds"}


@cache
def needed_by_step(step: Callable[..., Any]) -> frozenset[Capability]:
    """The capabilities that a step function needs: those its code reaches, and those it declares."""
    names = names_reached(step)
    touched = {capability for name, capability in TOUCHED.items() if name in names}
    shared = {Capability.EMPTYING} if names & FOR_EVERYBODY else set()
    held = {Capability.FAULTS} if "crashes" in names else set()  # whoever is killed dies while a call is held
    return frozenset(touched | shared | held) | declared(step)


def needed_by(scenario: Any, registry: Any) -> dict[Capability, str]:
    """What a scenario needs, each with the first step that needs it. Undefined steps need nothing."""
    found: dict[Capability, str] = {}
    for step in scenario.all_steps:
        match = registry.find_match(step)
        for function in _functions(match) if match else ():
            for capability in needed_by_step(function):
                found.setdefault(capability, f"{step.keyword} {step.name}")
    return found


def _functions(match: Any) -> Iterator[Callable[..., Any]]:
    """The step's own function, and those that the words of its sentence stand for."""
    yield match.func
    for argument in match.arguments or ():
        yield from (each for each in vars(_fields(argument.value)).values() if isinstance(each, FunctionType))


def _fields(value: Any) -> Any:
    """The value where it is an object with fields, such as a journey."""
    return value if hasattr(value, "__dict__") else SimpleNamespace()


def lacking(scenario: Any, registry: Any, lacks: Mapping[Capability, str]) -> dict[Capability, str]:
    """What the scenario needs and the target lacks, in the order of Capability, each with that step."""
    needed = needed_by(scenario, registry) if lacks else {}
    return {
        capability: needed[capability] for capability in Capability if capability in needed.keys() & lacks
    }


def why_skipped(missing: Mapping[Capability, str], lacks: Mapping[Capability, str]) -> str:
    """One sentence for the report; the first reason, by which the summary counts, comes first."""
    said = [f'{lacks[each]} (needed for "{step}")' for each, step in missing.items()]
    return f"Skipped on this target: {'; '.join(said)}"
