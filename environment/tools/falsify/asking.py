"""Asks a Then sentence of a finished scenario again: as it is, and with each falsified value."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import requests

from environment.tools.falsify.python_remains import python_in
from environment.tools.falsify.sentences import Elsewhere, ThenStep, definition_of
from environment.tools.falsify.true_sentences import NOT_ASKED, why_true
from environment.tools.falsify.values import OTHER_TITLE, FalseValue, false_values
from steps.drivers.api import Refused, ServerFailed
from steps.drivers.eventually import probing_once
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.world.world import World


@dataclass(frozen=True)
class FalsifiedStep:
    """A step in which one value is falsified, with behave's match of its text."""

    of: ThenStep
    parameter: str
    value: FalseValue
    text: str
    match: Any


@dataclass
class AskingCount:
    """How often a falsified sentence was asked, and how often one was green without a known reason."""

    asked: int = 0
    green: int = 0

    def __str__(self) -> str:
        return f"{self.asked} falsified sentences were asked, {self.green} of them were green"


def ask_again(
    context: Any, steps: Iterable[ThenStep], elsewhere: Elsewhere, count: AskingCount
) -> Iterator[str]:
    """A finding for each falsified sentence that does not fail, and for each that proves nothing."""
    world: World = context.world
    for used in (each for each in steps if each.sentence not in NOT_ASKED):
        with _restored(world):
            error = _error_of(used.match, context)
        if error is not None:
            yield f"{used.where()} cannot be asked again, so that falsifying it proves nothing: {error}"
            continue
        for argument in used.match.arguments or ():
            for falsified in falsified_steps(used, argument, elsewhere, world.actors.known):
                yield from _ask(context, falsified, count)


def _ask(context: Any, falsified: FalsifiedStep, count: AskingCount) -> Iterator[str]:
    count.asked += 1
    if OTHER_TITLE in falsified.text and OTHER_TITLE not in context.world.catalog.prices:
        _put_other_title_on_sale(context.world)
    with _restored(context.world), probing_once():
        error = _error_of(falsified.match, context)
    change = falsified.value.change
    reason = why_true(falsified.of.sentence, falsified.of.step.name, falsified.parameter, falsified.value)
    said = f'{falsified.of.where()}, with {change} ({falsified.parameter}): "{falsified.text}"'
    if error is None and not reason:
        count.green += 1
        yield f"{said} is green"
    elif error is not None and not isinstance(error, AssertionError):
        yield f"{said} breaks instead of failing: {type(error).__name__}: {error}"
    elif error is not None and (python := python_in(str(error))):
        yield f"{said} shows Python ({python}): {error}"


def falsified_steps(
    used: ThenStep, argument: Any, elsewhere: Elsewhere, roles: Collection[str]
) -> Iterator[FalsifiedStep]:
    """The step with each falsified value of one of its arguments; `roles` are the actors of the scenario."""
    others = elsewhere.get((used.sentence, argument.name), frozenset())
    parameter, name = used.parameters[argument.name], used.step.name
    for value in false_values(parameter, argument.original, others, roles):
        text = f"{name[: argument.start]}{value.text}{name[argument.end :]}"
        found = definition_of(text)
        if found and found[0] == used.sentence and _values(found[1]) != _values(used.match):
            yield FalsifiedStep(used, argument.name, value, text, found[1])


def _values(match: Any) -> list[Any]:
    return [argument.value for argument in match.arguments or ()]


def _error_of(match: Any, context: Any) -> Exception | None:
    """What the sentence raises; None where it is true."""
    try:
        match.run(context)
    except Exception as error:  # noqa: BLE001 - any error of a sentence is a result here
        return error
    return None


def _put_other_title_on_sale(world: World) -> None:
    """Without the services for it, the title is only known to the scenario."""
    price = next(iter(world.catalog.prices.values()), Money(950, "USD"))
    with suppress(Refused, ServerFailed, requests.RequestException):
        put_on_sale(world, OTHER_TITLE, price)


@contextmanager
def _restored(world: World) -> Iterator[None]:
    """Undo what a sentence changes in the world of the scenario: actors, and declared breaches."""
    actors = {
        role: {name: copy.copy(value) for name, value in vars(actor).items()}
        for role, actor in world.actors.known.items()
    }
    declared = dict(world.declared_breaches)
    try:
        yield
    finally:
        for role in [role for role in world.actors.known if role not in actors]:
            del world.actors.known[role]
        for role, values in actors.items():
            vars(world.actors.known[role]).update(values)
        world.declared_breaches.clear()
        world.declared_breaches.update(declared)
