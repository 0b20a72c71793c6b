"""Which scenarios a level of integration can tell the truth about.

A scenario runs where its calls, as the baseline lists them, are answered by real services, offered by stubs
or carried out by drivers, and where no stub and no driver would have to send what it does not send.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from environment.attach.needs import capabilities_needed, functions_of
from environment.choosing.driven_reach import unknown_acts, why_not_sent, why_not_taken, word_of
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.stubs.kinds import STUBS
from environment.stubs.stub import offered_operation
from environment.topology import topology
from environment.topology.integration import DRIVER, IntegrationLevel
from steps.tasks.moves.kinds import MACHINES
from steps.vocabulary.capabilities import Capability, declared_needs

TAG, PLANNED = "stub_", "planned_"
_TOLD_WITH = {"mail": {"orders"}, "payment": {"orders"}}
"""Kinds of objects whose moves another service takes part in as its stub does not.

A mail exists once orders has sent an event; a refund of a payment is reported to its order.
"""
_ORDINARY = frozenset({"200", "201", "202", "250", "402"})
"""The statuses that a stub's own calls to the gateway may have had: any other is a fault or a plan."""


class LevelReach:
    """Answers for the scenarios of one run."""

    def __init__(self, level: IntegrationLevel, baseline: CommittedBaseline) -> None:
        self._level, self._baseline = level, baseline

    def why_not(self, scenario: Any, registry: Any) -> str | None:
        """Why this level cannot tell whether a scenario of behave holds; None where it can.

        A scenario with the tag of a stub is a check of that stub, and runs wherever the stub does. One with
        the tag of a service that is still planned, `@planned_payments`, runs where that is not real.
        """
        if planned := self._planned(scenario):
            return planned
        if self._level.complete or not {TAG + each for each in self._level.replaced}.isdisjoint(
            scenario.effective_tags
        ):
            return None
        return next(self._reasons(scenario, registry), None)

    def _planned(self, scenario: Any) -> str | None:
        """A scenario about a service that is still planned runs at the levels at which that is not real."""
        for service in self._level.real:
            if PLANNED + service in scenario.effective_tags:
                return f"{service} is planned for it: it runs where {service} is a stub"
        return None

    def _reasons(self, scenario: Any, registry: Any) -> Iterator[str]:
        yield from self._of_arrows(scenario, registry)
        kinds, known = list[str](), self._baseline.of(ScenarioId.of_scenario(scenario))
        for step in scenario.all_steps:
            match = registry.find_match(step)
            arguments = (match.arguments or ()) if match else ()
            said = f"{step.keyword} {step.name}"
            yield from self._of_what_waits([each.value for each in arguments], said)
            for argument in arguments:
                yield from self._of_word(argument.name, argument.value, said, known=known is not None)
                kinds += [argument.value] if argument.name == "kind" else []
        tables = [kind for kind in kinds if kind in MACHINES]
        yield from self._of_tables(tables, known=known is not None)
        if known is not None:
            yield from self._of_calls(known)
        elif not tables and Capability.SERVICE_TOKENS in capabilities_needed(scenario, registry):
            yield "what it asks each service directly is not known, and not all services are real"
        elif not tables:
            yield from unknown_acts(self._level, scenario, registry)

    def _of_arrows(self, scenario: Any, registry: Any) -> Iterator[str]:
        """A step may need integration points that its sentence does not name."""
        for match in filter(None, map(registry.find_match, scenario.all_steps)):
            for function in functions_of(match):
                for arrow in declared_needs(function).arrows:
                    if "{" not in arrow and not self._level.is_crossed(arrow):
                        yield f"nothing crosses {arrow}, since not all services are real"

    def _of_what_waits(self, values: Iterable[object], step: str) -> Iterator[str]:
        """A driver acts in the scenario's own sentences: it cannot wait for a later one."""
        values = list(values)
        if any(getattr(each, "waits_for_a_sentence", False) for each in values):
            for edge in (getattr(each, "edge", "") for each in values):
                if (caller := edge.partition(" -> ")[0]) in self._level.driven:
                    yield f'{caller} is not real, and the driver in its place cannot wait ("{step}")'

    def _of_word(self, name: str, value: object, step: str, *, known: bool) -> Iterator[str]:
        """A sentence may act on a service itself, or on an arrow that begins at one.

        What becomes of a fault on an arrow of a driver, the baseline tells.
        """
        if name == "service" and value in self._level.replaced:
            yield f'{value} is not real, and has neither instances nor a database ("{step}")'
        edge = getattr(value, "edge", value)
        if isinstance(edge, str) and edge in topology().points:
            caller = topology().point(edge).caller
            told = self._level.stand_ins.get(caller) == DRIVER and known
            if not self._level.is_crossed(edge):
                yield f'not all services are real, and nothing crosses {edge} ("{step}")'
            elif caller in self._level.replaced and not told:
                yield f'{caller} is not real, and what it does after a fault on {edge} is its own ("{step}")'
        for arrow in sorted(getattr(value, "crosses", ())):
            if not self._level.is_crossed(arrow):
                yield f'not all services are real, and nothing crosses {arrow} ("{step}")'
            elif not known and arrow.partition(" -> ")[2] in self._level.stubs:
                yield f'a stub stands at the end of {arrow}, and what it is asked is not known ("{step}")'

    def _of_tables(self, kinds: Iterable[str], *, known: bool) -> Iterator[str]:
        """A table of moves asks the services of one kind of object itself, with their callers' tokens.

        Which others take part in them, the baseline tells where it has the scenario.
        """
        for kind in kinds:
            asked = {each.callee for each in MACHINES[kind].operations.values()}
            told_with = set() if known else _TOLD_WITH.get(kind, set())
            for service in sorted((asked | told_with) & {*self._level.replaced}):
                yield f"{service} is not real, and takes part in the moves of a {kind}"

    def _of_calls(self, known: ScenarioBaseline) -> Iterator[str]:
        for call in known.operations:
            caller, _, callee = call.arrow.partition(" -> ")
            if caller in self._level.driven:
                yield from filter(None, [why_not_sent(self._level, call)])
            elif caller in self._level.stubs and not self._is_unsent(call, caller):
                yield f"the stub of {caller} does not send {call.operation} to {callee}"
            if caller in self._level.replaced and not self._is_between(caller, callee):
                continue
            if callee in self._level.driven and callee in self._level.absent:
                yield from filter(None, [why_not_taken(self._level, call)])
            elif callee in self._level.replaced:
                method, _, target = call.operation.partition(" ")
                if offered_operation(STUBS.get(callee), method, target) is None:
                    yield f"{callee} is not real, and in its place there is no {call.operation}"

    def _is_between(self, caller: str, callee: str) -> bool:
        """Whether a driver asks a stub."""
        return caller in self._level.driven and callee in self._level.stubs

    def _is_unsent(self, call: OperationBaseline, caller: str) -> bool:
        """Whether every purchase has the call, and nothing out of the ordinary came of it."""
        word = word_of(call) if call.statuses.keys() <= _ORDINARY else None
        return f"{call.arrow}: {word}" in self._level.unsent.get(caller, frozenset())
