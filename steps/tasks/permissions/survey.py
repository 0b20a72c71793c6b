"""Asks every operation as every caller: first what must be refused, then what must be allowed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import uuid4

from environment.topology import topology
from steps.drivers.api import Refused, ServerFailed
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.permissions.callers import callers
from steps.tasks.permissions.credentials import CallerHeaders, Headers
from steps.tasks.permissions.request import Request
from steps.tasks.permissions.requests import operation_of_name, operations
from steps.tasks.permissions.rules import ALLOWED, Caller, GuardedOperation, Role, SpokenFor
from steps.tasks.permissions.scene import Scene
from steps.tasks.requests.unauthorized_requests import stored_when_idle
from steps.vocabulary.wrong_on_arrow import WronglyAnswered, arrow_between
from steps.world.answer_table import Answer, AnswerTable
from steps.world.world import World

TITLE = "Who may call what"
_TITLE_OF_STRANGERS = "What strangers may do with a buyer's carts, checkouts and orders"
_TITLE_OF_ONE = "Who may call {}"
STORED = "stored data"
UNCHANGED = "unchanged"
_TITLE_OF_SERVICES = "What services may do beside their own calls"
_OTHER_BUYERS = (Role.OTHER_CUSTOMER, Role.OTHER_GUEST)
_STRANGERS = (*_OTHER_BUYERS, Role.STAFF)


@dataclass
class Survey:
    """One table: every operation in its rows, every caller in its columns."""

    scene: Scene
    operations: dict[GuardedOperation, Request]
    callers: tuple[Caller, ...]
    credentials: CallerHeaders
    table: AnswerTable

    @classmethod
    def of_all(cls, calls: DirectCalls) -> Survey:
        """The survey of every operation of the topology in use."""
        return cls._of(calls, TITLE, operations(topology()))

    @classmethod
    def of_one(cls, calls: DirectCalls, name: str) -> Survey:
        """The survey of the operation of this name. Raises ValueError, which lists the operations."""
        operation, request = operation_of_name(name)
        return cls._of(calls, _TITLE_OF_ONE.format(name), {operation: request})

    @classmethod
    def of_strangers(cls, calls: DirectCalls) -> Survey:
        """The survey of every operation on what a buyer owns, by buyers who do not own it."""
        owned = {each: request for each, request in operations(topology()).items() if each.ownership.hidden}
        return cls._of(calls, _TITLE_OF_STRANGERS, owned, lambda caller: caller.role in _OTHER_BUYERS)

    @classmethod
    def of_services(cls, calls: DirectCalls) -> Survey:
        """The survey of every operation by every service that calls for itself."""
        return cls._of(calls, _TITLE_OF_SERVICES, operations(topology()), _calls_for_itself)

    @classmethod
    def _of(
        cls,
        calls: DirectCalls,
        title: str,
        asked: dict[GuardedOperation, Request],
        is_asking: Callable[[Caller], bool] = lambda _: True,
    ) -> Survey:
        """The survey of these operations by some callers; its table is kept in the world."""
        staged = dict.fromkeys(request.staged for request in asked.values() if request.staged is not None)
        scene = Scene.prepared(calls.world, calls, staged)
        every = callers(topology().services).items()
        asking = {heading: [each for each in group if is_asking(each)] for heading, group in every}
        grouped = {heading: group for heading, group in asking.items() if group}
        columns = [*chain.from_iterable(grouped.values())]
        groups = [(heading, len(each)) for heading, each in grouped.items()]
        names = [*(caller.name for caller in columns), STORED]
        table = AnswerTable(title, [each.name for each in asked], names, [*groups, ("after refusals", 1)])
        calls.world.answer_tables.append(table)
        return cls(scene, asked, tuple(columns), CallerHeaders(scene), table)

    def carry_out(self, contents: Callable[[], Mapping[str, str]]) -> None:
        """Ask for everything, and leave a shop that adds up."""
        self.ask_what_is_refused(contents)
        self.scene.submissions.clear()  # allowed requests change the carts before they are bought
        for operation in self.operations:
            self._ask_as(operation, allowed=True)
        self.scene.undo()

    def ask_what_is_refused(self, contents: Callable[[], Mapping[str, str]]) -> None:
        """Ask for what each caller must be refused, and compare what the shop stores after each operation."""
        stored = stored_when_idle(self.scene.world)
        for operation in self.operations:
            self._ask_as(operation, allowed=False)
            now = contents()
            changed = [table for table in now if now[table] != stored.get(table)]
            given = f"changed: {', '.join(changed)}" if changed else UNCHANGED
            self.table.answers.append(Answer(operation.name, STORED, UNCHANGED, given, arrow_of(operation)))
            stored = now

    def _ask_as(self, operation: GuardedOperation, *, allowed: bool) -> None:
        for caller in self.callers:
            expected = operation.expected(caller)
            if (expected == ALLOWED) is not allowed:
                continue
            if allowed:
                self.operations[operation].prepare(self.scene)
            given = " and ".join(sorted(set(self._answers(operation, caller))))
            is_usual = arrow_between(caller.asking_part, operation.callee) is not None
            arrow = arrow_of(operation, caller)
            listed = arrow_of(operation)
            self.table.answers.append(
                Answer(operation.name, caller.name, expected, given, arrow, is_usual, listed)
            )
            if allowed:
                self.operations[operation].use(self.scene)

    def _answers(self, operation: GuardedOperation, caller: Caller) -> Iterator[str]:
        request, buyer = self.operations[operation], self.credentials.buyer(caller)
        target, body = request.target(self.scene, buyer), request.content(self.scene, buyer)
        for headers in self.credentials.of(caller, operation, request, body):
            yield self._answer(operation, caller, target, headers, body)

    def _answer(
        self, operation: GuardedOperation, caller: Caller, target: str, headers: Headers, body: Any
    ) -> str:
        api = self.scene.world.shop.direct_apis[operation.callee]
        try:
            told = api.call(operation.method, target, {"idempotency-key": str(uuid4()), **headers}, body)
        except Refused as refused:
            if refused.slug == self.operations[operation].told_if_admitted:
                return ALLOWED
            return f"{refused.status} {refused.slug}"
        except ServerFailed as failed:
            return str(failed)
        return "allowed, with data of another buyer" if self._reveals(operation, caller, told) else ALLOWED

    def _reveals(self, operation: GuardedOperation, caller: Caller, told: dict[str, Any]) -> bool:
        """Whether a caller who owns nothing was told of a buyer's cart, checkout or order."""
        if caller.role not in _STRANGERS or "customer" not in operation.callers:
            return False
        text = json.dumps(told)
        return any(name in text for name in (*self.scene.customer.names, *self.scene.guest.names))


def survey(world: World) -> None:
    """Ask everything of everyone; the table is the last of the world's."""
    calls = DirectCalls(world, world.service_tokens)
    Survey.of_all(calls).carry_out(world.stored.contents)


def survey_one(world: World, name: str) -> None:
    """Ask for one operation as everyone; the table is the last of the world's."""
    calls = DirectCalls(world, world.service_tokens)
    Survey.of_one(calls, name).carry_out(world.stored.contents)


def survey_strangers(world: World) -> None:
    """Ask, as buyers who do not own it, for all that a buyer owns; the table is the last of the world's."""
    _ask_what_is_refused(world, Survey.of_strangers)


def survey_services(world: World) -> None:
    """Ask, as each service, for what is not listed for it; the table is the last of the world's."""
    _ask_what_is_refused(world, Survey.of_services)


def _ask_what_is_refused(world: World, survey_of: Callable[[DirectCalls], Survey]) -> None:
    asked = survey_of(DirectCalls(world, world.service_tokens))
    asked.ask_what_is_refused(world.stored.contents)
    asked.scene.undo()


def demand_listed_answers(table: AnswerTable) -> None:
    """Raises WronglyAnswered with a sentence for each kind of wrong answer to an operation, and its arrow."""
    wrong = [answer for answer in table.wrong if answer.column != STORED]
    kinds = dict.fromkeys((answer.row, answer.expected, answer.given) for answer in wrong)
    sentences = [
        _sentence(*kind, [each.column for each in wrong if (each.row, each.expected, each.given) == kind])
        for kind in kinds
    ]
    if wrong:
        said = "\n".join(sentences)
        raise WronglyAnswered(_arrow_of_wrong(wrong), f"these answers are not the expected ones:\n{said}")


def _arrow_of_wrong(wrong: Sequence[Answer]) -> str:
    """The arrow of the caller with a wrong answer; what several get wrong is wrong where it is listed.

    A caller that never speaks to the callee counts as well: it has no arrow of its own to name.
    """
    first = min(wrong, key=lambda answer: not answer.is_usual)
    alike = {each.arrow for each in wrong if each.row == first.row}
    return first.listed if len(alike) > 1 and first.listed else first.arrow


def demand_no_change(table: AnswerTable) -> None:
    """Raises WronglyAnswered where refused requests have changed something; a sentence for each operation."""
    changed = [answer for answer in table.wrong if answer.column == STORED]
    sentences = [
        f"refused requests for {answer.row} have left the stored data {answer.given}" for answer in changed
    ]
    if changed:
        raise WronglyAnswered(changed[0].arrow, "\n".join(sentences))


def _calls_for_itself(caller: Caller) -> bool:
    return caller.role is Role.SERVICE and caller.spoken_for is SpokenFor.ITSELF


def arrow_of(operation: GuardedOperation, caller: Caller | None = None) -> str:
    """The arrow on which the caller asks; that of a permitted caller where the two never speak."""
    asked = arrow_between(caller.asking_part, operation.callee) if caller else None
    return asked or f"{min(operation.callers)} -> {operation.callee}"


def _sentence(row: str, expected: str, given: str, asking: list[str]) -> str:
    callee, _, operation = row.partition(": ")
    arrows = ", ".join(f'"{caller}" -> {callee}' for caller in asking)
    if expected == ALLOWED:
        return f"{callee} refuses the {operation} with {given}, although the topology allows it: {arrows}"
    if given == ALLOWED:
        return f"{callee} allows the {operation}, although it has to refuse with {expected}: {arrows}"
    return f"{callee} answers the {operation} with {given}, although {expected} is right: {arrows}"
