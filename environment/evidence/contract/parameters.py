"""Checks the parameters of a request: path, query, headers, cookies. On the wire each value is text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import unquote

from environment.evidence.contract.document import DocumentedParameter, OpenApiDocument
from environment.evidence.contract.validation_text import describe, is_caused_by_masking
from environment.evidence.recording.exchange import RecordedMessage

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


@dataclass(frozen=True)
class RequestValues:
    """The parameters of one request. `path` is still percent-encoded."""

    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    request: RecordedMessage

    def of(self, parameter: DocumentedParameter) -> list[str]:
        """The values of a parameter; none where the request has none."""
        if parameter.within == "path":
            return [unquote(self.path[parameter.name])] if parameter.name in self.path else []
        if parameter.within == "query":
            return list(self.query.get(parameter.name, ()))
        if parameter.within == "header":
            value = self.request.header(parameter.name)
            return [] if value is None else [value]
        cookies = SimpleCookie(self.request.header("cookie") or "")
        return [cookies[parameter.name].value] if parameter.name in cookies else []


def parameter_problems(
    document: OpenApiDocument, parameters: Iterable[DocumentedParameter], values: RequestValues
) -> Iterator[tuple[str, str]]:
    """The problems of a request's parameters. An undocumented query parameter is taken for a typing error."""
    known = set()
    for parameter in parameters:
        named = f"{parameter.within} parameter {parameter.name}"
        if parameter.within == "query":
            known.add(parameter.name)
        given = values.of(parameter)
        if given:
            yield from _value_problems(document, parameter, given, named)
        elif parameter.required:
            yield named, f"'s {named} is missing"
    for name in values.query:
        if name not in known:
            yield f"query parameter {name}", f"'s query parameter {name} is not documented"


def _value_problems(
    document: OpenApiDocument, parameter: DocumentedParameter, given: list[str], named: str
) -> Iterator[tuple[str, str]]:
    """No problem where the text fits the schema, or the JSON value it stands for: `5` fits a number."""
    as_text: object = given if parameter.is_list else given[0]
    errors = _not_masked(document.errors(parameter.schema, as_text))
    if errors:
        parsed = [_parsed(each) for each in given]
        if not _not_masked(document.errors(parameter.schema, parsed if parameter.is_list else parsed[0])):
            return
    for error in errors:
        field, problem = describe(error)
        yield named, f"'s {named}{field} {problem}"


def _not_masked(errors: Iterable[ValidationError]) -> list[ValidationError]:
    return [error for error in errors if not is_caused_by_masking(error)]


def _parsed(text: str) -> object:
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, bool | int | float) else text
