"""Checks recorded answers of GraphQL against the schema of their endpoint.

graphql-core executes each recorded request once more, with the recorded answer as the data: whatever the
schema does not allow - null, another type, a value that an enum does not have - is an error of this
execution, and a field that was not asked for is not in its result.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from graphql.pyutils import Undefined

from environment.evidence.contract.check import ContractBreach, RequestLine, Where
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.graphql import GraphQLCall, graphql_call
from environment.evidence.recording.masking import MASK, is_secret_name

_MISSING = "is missing"
_DONE = "__typename"
Place = Sequence[str | int]


class UnreadableSchema(ValueError):
    """A file that is neither a schema in GraphQL's language nor the answer to an introspection."""


def read_schema(text: str) -> GraphQLSchema:
    """The schema of SDL, or of the JSON of an introspection. Raises UnreadableSchema."""
    try:
        if not text.lstrip().startswith("{"):
            return build_schema(text, assume_valid_sdl=True)
        found = json.loads(text)
        return build_client_schema(found.get("data", found), assume_valid=True)
    except (GraphQLError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableSchema(f"no GraphQL schema can be read in it: {error}") from None


def schema_in(path: Path) -> GraphQLSchema:
    """The schema in a file. Raises UnreadableSchema, OSError."""
    return read_schema(path.read_text("utf-8"))


class GraphQLContracts:
    """The schemas of one shop, by the path of their endpoint, such as `/shop-api`."""

    def __init__(self, schemas: Mapping[str, GraphQLSchema]) -> None:
        self._schemas = schemas

    def all_breaches(self, exchanges: Iterable[Exchange]) -> list[ContractBreach]:
        """The breaches of these exchanges, oldest first, each sentence once."""
        found = [breach for exchange in exchanges for breach in self.breaches(exchange)]
        return list({breach.sentence: breach for breach in reversed(found)}.values())[::-1]

    def breaches(self, exchange: Exchange) -> Iterator[ContractBreach]:
        """The breaches of one exchange; none where its path has no schema."""
        line, asked = RequestLine.of(exchange), graphql_call(exchange)
        schema = self._schemas.get(line.path) if line else None
        answer = exchange.answered
        if schema is None or asked is None or answer is None or not answer.body:
            return
        for where, field, problem in _GraphQLExchange(schema, asked, answer.body).problems():
            side = "request" if where == "request" else "answer"
            sentence = f"{exchange.edge}: {asked}: the {side}{problem}"
            yield ContractBreach(exchange.edge, str(asked), where, field, sentence, exchange.number)


class _GraphQLExchange:
    """A request that was sent, with its answer."""

    def __init__(self, schema: GraphQLSchema, asked: GraphQLCall, answer: str) -> None:
        self._schema, self._asked, self._answer = schema, asked, answer

    def problems(self) -> Iterator[tuple[Where, str, str]]:
        """Where each problem is, its field, and the rest of its sentence."""
        try:
            found = json.loads(self._answer)
        except (ValueError, RecursionError):
            yield "response", "", " is no JSON"
            return
        if not isinstance(found, dict) or not found.keys() & {"data", "errors"}:
            yield "response", "", " has neither data nor errors"
            return
        if wrong := validate(self._schema, self._document, max_errors=1):
            if found.get("data") is not None:  # a shop that refuses it keeps its schema
                yield "request", "", f" does not fit the schema: {wrong[0].message}"
            return
        if found.get("errors") is None and isinstance(data := found.get("data"), dict):
            yield from (("response", *each) for each in self._problems_of(data))

    @cached_property
    def _document(self) -> Any:
        return parse(self._asked.document)

    def _problems_of(self, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
        done = execute_sync(
            self._schema,
            self._document,
            root_value=data,
            variable_values=dict(self._asked.variables),
            field_resolver=_recorded,
            type_resolver=lambda value, *_: value.get(_DONE),
        )
        assert isinstance(done, ExecutionResult)
        errors = [each for each in done.errors or () if each.path and not _is_masked(data, each.path)]
        for error in errors:
            field = _in_words(error.path or ())
            yield field, f"'s {field} does not fit the schema: {error.message}"
        if not done.errors and done.data is not None:
            for place in _surplus(data, done.data):
                field = _in_words(place)
                yield field, f"'s {field} was not asked for, or has another type than in the schema"


def _recorded(source: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    """The value of the answer for this field, by its name in the answer."""
    found = source.get(info.path.key, Undefined) if isinstance(source, dict) else Undefined
    if found is Undefined:
        raise GraphQLError(_MISSING)
    return found


def _is_masked(data: Any, path: Place) -> bool:
    """Whether masking alone may have caused an error here."""
    if any(isinstance(step, str) and is_secret_name(step) for step in path):
        return True
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return bool(data == MASK)


def _surplus(recorded: Any, wanted: Any, place: Place = ()) -> Iterator[Place]:
    """The places at which the answer has more than its request, or something else."""
    if isinstance(recorded, dict) and isinstance(wanted, dict):
        for key, value in recorded.items():
            if key in wanted:
                yield from _surplus(value, wanted[key], (*place, key))
            else:
                yield (*place, key)
    elif isinstance(recorded, list) and isinstance(wanted, list) and len(recorded) == len(wanted):
        for number, value in enumerate(recorded):
            yield from _surplus(value, wanted[number], (*place, number))
    elif recorded != wanted and type(recorded) is not type(wanted):
        yield place


def _in_words(path: Place) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
