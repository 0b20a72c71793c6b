"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/): one path for all, errors inside 200.

An operation is told by the body of its request, and a refusal by the body of its answer: an entry in
`errors`, or data that says it is an error, as many schemas model what a caller may do something about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage

_OF_ANSWERS = frozenset({"data", "errors", "extensions"})
_FAILURES = ("INTERNAL", "UNAVAILABLE", "TIMEOUT", "DATABASE")
_ERROR_LISTS = ("errors", "userErrors")


@dataclass(frozen=True)
class GraphQLCall:
    """What a request asks. `kind` is query, mutation or subscription; `name` is that of its first field."""

    kind: str
    name: str
    document: str
    variables: Mapping[str, Any]

    @property
    def only_reads(self) -> bool:
        """Whether it is a query."""
        return self.kind == "query"

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class GraphQLError:
    """The first error of an answer. `is_failure`: the service failed; otherwise it refused the request."""

    code: str
    is_failure: bool


def graphql_call(exchange: Exchange) -> GraphQLCall | None:
    """What an exchange asks in GraphQL; None for any other request."""
    request = exchange.request
    if request is None or not request.body.startswith("{") or '"query"' not in request.body:
        return None
    found = _object(request.body)
    document = found.get("query")
    if not isinstance(document, str) or (kind := _kind_and_name(document)) is None:
        return None
    variables = found.get("variables")
    return GraphQLCall(*kind, document, variables if isinstance(variables, dict) else {})


def graphql_error(answer: RecordedMessage | None) -> GraphQLError | None:
    """The error inside an answer with a 2xx status; None where it has none, or is not GraphQL."""
    if answer is None or answer.status is None or not 200 <= answer.status < 300:
        return None
    found = _object(answer.body) if answer.body.startswith("{") else {}
    if not found or not found.keys() <= _OF_ANSWERS:
        return None
    return next(_errors_in(found), None)


def _errors_in(answer: Mapping[str, Any]) -> Iterator[GraphQLError]:
    for each in answer.get("errors") or ():
        extensions = each.get("extensions") or {}
        code = str(extensions.get("code") or each.get("message") or "error")
        # Without a code it is unknown whether the caller is to blame.
        yield GraphQLError(code, "code" not in extensions or code.upper().startswith(_FAILURES))
    data = answer.get("data")
    for value in data.values() if isinstance(data, dict) else ():
        if isinstance(value, dict) and (code := _code_of(value)):
            yield GraphQLError(code, is_failure=False)


def _code_of(result: Mapping[str, Any]) -> str:
    """The code of a result that is an error; empty for any other."""
    name = str(result.get("__typename") or "")
    if "errorCode" in result or name.endswith("Error"):
        return str(result.get("errorCode") or name)
    for key in _ERROR_LISTS:
        listed = result.get(key)
        if isinstance(listed, list) and listed and isinstance(listed[0], dict):
            return str(listed[0].get("code") or listed[0].get("message") or "error")
    return ""


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@lru_cache(512)
def _kind_and_name(document: str) -> tuple[str, str] | None:
    """The kind of the first operation and the name of its first field; None where it cannot be read."""
    import graphql  # noqa: PLC0415 - for shops with GraphQL alone

    try:
        definitions = graphql.parse(document, no_location=True).definitions
    except graphql.GraphQLError:
        return None
    for each in definitions:
        if isinstance(each, graphql.OperationDefinitionNode):
            fields = (one for one in each.selection_set.selections if isinstance(one, graphql.FieldNode))
            first = next(fields, None)
            name = first.name.value if first else (each.name.value if each.name else "")
            return each.operation.value, name
    return None
