"""What a scenario needs of its target and the target does not offer.

Steps declare capabilities, arrows and parts with `@needs`. The words of a sentence bring needs as well: calls
and arrows that they name, and the functions in their values, such as the journey that a step carries out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from environment.attach.port_methods import port_methods_of
from environment.stack.offer import Offer
from environment.topology import PartKind, known_topology, topology
from steps.vocabulary.capabilities import Capability, declared_needs
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.policies import policies_of, tag_of

BROWSER_TAG = "browser"
"""Features about the pages have it; the default run leaves them out."""
_ARROW = " -> "


@dataclass(frozen=True)
class UnmetNeed:
    """What the target does not offer, and the first step that needs it."""

    reason: str
    step: str

    def __str__(self) -> str:
        return f'{self.reason} (needed for "{self.step}")'


def unmet_needs(scenario: Any, registry: Any, offer: Offer) -> tuple[UnmetNeed, ...]:
    """Every reason why a scenario of behave cannot run on the target, each once.

    Policies are the first, then capabilities in the order of Capability, then arrows, parts and port
    methods, so that the first reason is the same in every run. `registry` is behave's step registry. A step
    without a definition needs nothing.
    """
    if offer.is_complete and BROWSER_TAG not in scenario.effective_tags:
        return ()
    found: dict[str, tuple[int, UnmetNeed]] = {}
    for policy in policies_of(scenario.effective_tags) if offer.policies else ():
        if reason := offer.policies.get(policy):
            found[reason] = (-1, UnmetNeed(reason, f"@{tag_of(policy)}"))
    for step in scenario.all_steps:
        match = registry.find_match(step)
        for rank, reason in _unmet_by(match, offer) if match else ():
            found.setdefault(reason, (rank, UnmetNeed(reason, f"{step.keyword} {step.name}")))
    return tuple(need for _, need in sorted(found.values(), key=lambda each: each[0]))


def capabilities_needed(scenario: Any, registry: Any) -> frozenset[Capability]:
    """Every capability that the steps of a scenario declare."""
    matches = filter(None, map(registry.find_match, scenario.all_steps))
    functions = (function for match in matches for function in functions_of(match))
    return frozenset[Capability]().union(*(declared_needs(each).capabilities for each in functions))


def why_skipped(unmet: Collection[UnmetNeed]) -> str:
    """The message of a skipped scenario: every reason, with the step that needs it."""
    return f"Skipped on this target: {'; '.join(map(str, unmet))}"


def functions_of(match: Any) -> Iterator[Callable[..., Any]]:
    """The function of the matched step, and the functions in the values of its words."""
    yield match.func
    for argument in match.arguments or ():
        fields = getattr(argument.value, "__dict__", {})
        yield from (each for each in fields.values() if isinstance(each, FunctionType))


def _unmet_by(match: Any, offer: Offer) -> Iterator[tuple[int, str]]:
    """Each reason of one step, with its rank."""
    arguments = match.arguments or ()
    words = {argument.name: argument.value for argument in arguments if argument.name}
    last = len(Capability)
    for function in functions_of(match):
        needed = declared_needs(function)
        for rank, capability in enumerate(Capability):
            if capability in needed.capabilities and capability in offer.unsupported:
                yield rank, offer.unsupported[capability]
        for arrow in needed.arrows:
            yield from ((last, reason) for reason in _missing_call(arrow.format(**words)))
        for part in needed.alone:
            yield from ((last + 1, reason) for reason in _not_alone(part.format(**words)))
        for method in (
            sorted({*port_methods_of(function), *needed.methods} & offer.not_offered.keys())
            if offer.not_offered
            else ()
        ):
            yield last + 2, offer.not_offered[method]
    for argument in arguments:
        yield from ((last, reason) for reason in _missing_in(argument.value))


def _missing_in(value: Any) -> Iterator[str]:
    """A reason for the calls or the arrow that a word names, where the target has none such."""
    if isinstance(value, CallPattern):
        yield from _missing_call(value.edge, value.word)
    elif isinstance(value, str) and _ARROW in value and known_topology().has(value):
        yield from _missing_call(value)


def _missing_call(arrow: str, word: str = "") -> Iterator[str]:
    here = topology()
    if here.has(arrow, word):
        return
    caller, _, callee = arrow.partition(_ARROW)
    ends = [here.parts.get(each) for each in (caller, callee)]
    if here.has(arrow):
        yield f'{here.name} has no "{word}" from {caller} to {callee}'
    elif ends[0] and ends[1] and ends[0].label == ends[1].label:
        yield f"{here.name} has no calls from {caller} to {callee}: {ends[0].label} is both"
    else:
        yield f"{here.name} has no calls from {caller} to {callee}"


def _not_alone(part: str) -> Iterator[str]:
    """A reason where a part cannot be stopped by itself; databases and doubles are programs of their own."""
    here = topology()
    if part not in here.parts:
        yield f"{here.name} has no {part}"
    elif here.parts[part].kind is PartKind.SERVICE and not here.stands_alone(part):
        yield f"{part} cannot be stopped by itself: {here.parts[part].label} is more than that"
