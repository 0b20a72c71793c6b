"""Plays an episode on a running stack: the step definition of each sentence, then the audit."""

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

from environment.hooks import AcceptanceRun
from environment.tools.soak.episode import EpisodeStep
from steps.drivers.api import Refused, ServerFailed
from steps.world.world import World

# An act may fail because of a fault; only the findings of the audit count.
_FAILURES = (AssertionError, Refused, ServerFailed, requests.RequestException)


@dataclass(frozen=True)
class PlayedEpisode:
    """The steps that were played, and the breaches that the audit found, a sentence each.

    `ordered` counts the checkouts that ended with an order, `killed` the services that were killed.
    """

    lines: tuple[EpisodeStep, ...]
    breaches: tuple[str, ...]
    checkouts: int
    ordered: int
    killed: int


class Player:
    """Plays one episode after the other, and resets the stack in between."""

    def __init__(self, run: AcceptanceRun) -> None:
        self._run = run
        load_step_modules(["steps"])

    def play(self, lines: Sequence[EpisodeStep]) -> PlayedEpisode:
        """Play these steps; a step is left out where its person has no order."""
        correlation = uuid4().hex
        record = self._run.checker.start(correlation)
        world = self._run.world_factory.world(correlation, self._run.checker.wait_until_idle)
        done = []
        try:
            for line in lines:
                if not line.who or _has_order(world, line.who):
                    _perform(world, line)
                    done.append(line)
            self._run.checker.wait_until_idle()  # faults on mails and webhooks have been triggered by then
            findings = self._run.checker.finish(record, world, fires_within=0.0)
        finally:
            self._run.world_factory.crashes.finish(within=0.0)  # no service is restarted during the reset
            self._run.reset()
        attempts = [attempt for actor in world.actors.known.values() for attempt in actor.attempts]
        return PlayedEpisode(
            lines=tuple(done),
            breaches=findings.breaches,
            checkouts=len({key for actor in world.actors.known.values() for key, _ in actor.submissions}),
            ordered=sum(attempt.accepted for attempt in attempts),
            killed=findings.killed,
        )


def _has_order(world: World, who: str) -> bool:
    role = "another customer" if who.startswith("another") else who.split()[1]
    actor = world.actors.known.get(role)
    return actor is not None and bool(actor.attempts) and actor.last_attempt.accepted


def _perform(world: World, line: EpisodeStep) -> None:
    """Run the step definition. A failed act is no breach; a fact that cannot be established is an error."""
    found = step_definition(line)
    values: dict[str, Any] = {each.name: each.value for each in found.arguments if each.name}
    try:
        found.func(SimpleNamespace(world=world), **values)
    except _FAILURES:
        if not line.act:
            raise


def step_definition(line: EpisodeStep) -> Any:
    """The match of behave for this sentence; raises LookupError where there is none."""
    kinds = ("when", "given") if line.act else ("given",)
    for kind in kinds:
        match = registry.find_match(Step("soak", 0, kind.title(), kind, line.text))
        if match:
            return match
    raise LookupError(f"no step definition for: {line.text}")
