"""The kind of an example, by what its steps do: the parts of the world that their code reaches."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from typing import Any

from environment.attach.needs import functions_of
from environment.tools.specification.names_reached import names_reached


class ExampleKind(StrEnum):
    """The kinds in the order of the page's table."""

    SUCCESS = "success"
    REFUSAL = "refusal"
    FAULT = "fault"
    RACE = "race"
    CRASH = "crash"


# Methods of the ports and drivers, and functions of steps/tasks; an act of two words reaches both of them.
_ACTS = {
    ExampleKind.CRASH: {
        *("kill", "restart", "kill_at", "kill_at_commit", "kill_primary_at", "suspend_primary_at"),
        *("replace_primary_at", "crash_database_at"),
    },
    ExampleKind.RACE: {
        *("race", "run_concurrently", "submit_concurrently", "plan_event_during_request"),
        *("plan_event_before_call", "plan_event_before_commit", "plan_response_after_checkout"),
    },
    ExampleKind.FAULT: {
        *("inject", "answer_with", "say", "send_conflicting_request", "accept_key", "set_clock"),
        *("plan_silent_day", "sandbox webhooks"),
    },
}
_REFUSED_BY_BANK = {"fail_refunds", "cancel_refunds"}
_REFUSALS_SEEN = {
    *("refused", "refusal", "demand_refusals", "demand_refusals_as_unknown", "last_table"),
    *("card_has_not_been_charged", "has_no_order"),
}

ACTS = frozenset(" ".join([*_REFUSED_BY_BANK, *_REFUSALS_SEEN, *chain.from_iterable(_ACTS.values())]).split())
"""Every name by which a kind is told; a step reaches each of them."""

HOW = (
    "A scenario is one of a <b>crash</b> when it kills, stops or suspends a part of the bookstore; else of a "
    "<b>race</b> when it makes two things happen at the same moment; else of a <b>fault</b> when it injects "
    "one into a call or into the answers of the gateway; else of a <b>refusal</b> when a Then demands that "
    "something is refused, or that no money is charged; else of a <b>success</b>. The code of its steps "
    "decides, not their words. Each row of examples counts. <b>None</b> stands where the topology has "
    "something that could fail: a call between the two parts for a fault, one that changes something for a "
    "crash, one that stores something for a race."
)


class KindsBySteps:
    """Tells the kind of a scenario of behave. `registry` is behave's registry of steps."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self._kinds: dict[tuple[str, str], frozenset[ExampleKind]] = {}

    def of(self, scenario: Any) -> ExampleKind:
        """The last of the kinds that its steps have: two customers at once, one service down, is a crash."""
        found = frozenset[ExampleKind]().union(*map(self._of_step, scenario.all_steps))
        return next((kind for kind in reversed(ExampleKind) if kind in found), ExampleKind.SUCCESS)

    def _of_step(self, step: Any) -> frozenset[ExampleKind]:
        key = (step.step_type, step.name)
        if key not in self._kinds:
            match = self._registry.find_match(step)
            self._kinds[key] = _kinds(match, is_then=step.step_type == "then") if match else frozenset()
        return self._kinds[key]


def _kinds(match: Any, *, is_then: bool) -> frozenset[ExampleKind]:
    functions = list(functions_of(match))
    names = {each.__name__ for each in functions}.union(*map(names_reached, functions))
    refusals = _REFUSED_BY_BANK | (_REFUSALS_SEEN if is_then else set())
    acts = {**_ACTS, ExampleKind.REFUSAL: refusals}
    return frozenset(kind for kind, each in acts.items() if any({*act.split()} <= names for act in each))
