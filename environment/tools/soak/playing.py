"""Plays an episode on a running stack: each line by the step of its sentence, then the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import requests
from behave.model import Step
from behave.runner_util import load_step_modules
from behave.step_registry import registry

from environment.hooks import Run
from environment.tools.soak.episode import Line
from steps.drivers.api import Refused, ServerFailed
from steps.world.world import World

# What may come of an act when something gets in its way; what matters is what the audit finds then.
_TROUBLE = (AssertionError, Refused, ServerFailed, requests.RequestException)


@dataclass(frozen=True)
class Played:
    """What was played: the lines that had what they need, and the breaches, a sentence each.

    `ordered` counts the checkouts that ended with an order, `killed` the services that died.
    """

    lines: tuple[Line, ...]
    breaches: tuple[str, ...]
    checkouts: int
    ordered: int
    killed: int


class Player:
    """Plays one episode after the other, with everything reset in between."""

    def __init__(self, run: Run) -> None:
        self._run = run
        load_step_modules(["steps"])

    def play(self, lines: Sequence[Line]) -> Played:
        """Play these lines; a line whose person has no order is left out."""
        correlation = uuid4().hex
        case = self._run.judge.begins(correlation)
        world = self._run.world_factory.world(correlation, self._run.judge.rest)
        done = []
        try:
            for line in lines:
                if not line.who or _has_order(world, line.who):
                    _perform(world, line)
                    done.append(line)
            self._run.judge.rest()  # what was to go wrong with mails and webhooks has gone wrong then
            verdict = self._run.judge.ends(case, world, fires_within=0.0)
        finally:
            self._run.world_factory.crashes.finish(within=0.0)  # no service is restarted during the reset
            self._run.reset()
        attempts = [attempt for actor in world.actors.known.values() for attempt in actor.attempts]
        return Played(
            lines=tuple(done),
            breaches=verdict.breaches,
            checkouts=len({key for actor in world.actors.known.values() for key, _ in actor.submissions}),
            ordered=sum(attempt.accepted for attempt in attempts),
            killed=verdict.killed,
        )


def _has_order(world: World, who: str) -> bool:
    role = "another customer" if who.startswith("another") else who.split()[1]
    actor = world.actors.known.get(role)
    return actor is not None and bool(actor.attempts) and actor.last_attempt.accepted


def _perform(world: World, line: Line) -> None:
    """What an act runs into is no breach; whatever is merely given has to be so."""
    found = _definition(line)
    values: dict[str, Any] = {each.name: each.value for each in found.arguments if each.name}
    try:
        found.func(SimpleNamespace(world=world), **values)
    except _TROUBLE:
        if not line.act:
            raise


def _definition(line: Line) -> Any:
    kinds = ("when", "given") if line.act else ("given",)
    for kind in kinds:
        match = registry.find_match(Step("soak", 0, kind.title(), kind, line.text))
        if match:
            return match
    raise LookupError(f"no step says: {line.text}")
