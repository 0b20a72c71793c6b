"""Values beside the body: in the path, the query, the headers. On the wire they are all text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import unquote

from environment.evidence.contract.document import Document, Parameter
from environment.evidence.contract.wording import is_masking, worded
from environment.evidence.recording.exchange import Message

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


@dataclass(frozen=True)
class Values:
    """What one request gives beside its body."""

    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    request: Message

    def of(self, parameter: Parameter) -> list[str]:
        """The parameter's values, none where it was not given."""
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
    document: Document, parameters: Iterable[Parameter], values: Values
) -> Iterator[tuple[str, str]]:
    """What is wrong with a request's parameters. A query parameter nobody documented is a typing error."""
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
    document: Document, parameter: Parameter, given: list[str], named: str
) -> Iterator[tuple[str, str]]:
    """The text fits, or what it stands for does: `5` is a number where one is asked for."""
    as_text: object = given if parameter.is_list else given[0]
    errors = _real(document.errors(parameter.schema, as_text))
    if errors:
        meant = [_meant(each) for each in given]
        if not _real(document.errors(parameter.schema, meant if parameter.is_list else meant[0])):
            return
    for error in errors:
        field, problem = worded(error)
        yield named, f"'s {named}{field} {problem}"


def _real(errors: Iterable[ValidationError]) -> list[ValidationError]:
    return [error for error in errors if not is_masking(error)]


def _meant(text: str) -> object:
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, bool | int | float) else text
