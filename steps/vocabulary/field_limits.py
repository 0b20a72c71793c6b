"""The limits that an OpenAPI document states for the fields of a request or an answer.

Two documents are compared field by field: `narrower` finds a value that one accepts and the other refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_UUID_LENGTH = 36


@dataclass(frozen=True)
class Bound:
    """A limit of a field: the keyword of JSON Schema, and the words for a value at the limit."""

    keyword: str
    words: str
    upper: bool


_BOUNDS = (
    Bound("maxLength", "{name} of {value} characters", upper=True),
    Bound("minLength", "{name} of {value} characters", upper=False),
    Bound("maxItems", "{value} {name}", upper=True),
    Bound("minItems", "{value} {name}", upper=False),
    Bound("maximum", "{name} {value}", upper=True),
    Bound("minimum", "{name} {value}", upper=False),
)
_LEAST_BY_NATURE = {"minLength": 0, "minItems": 0}


@dataclass(frozen=True)
class FieldLimits:
    """One kind of value that a field accepts; a field that also accepts null has two of them."""

    schema: Schema

    @property
    def kind(self) -> str | None:
        """The JSON type; None where any is accepted."""
        found = self.schema.get("type")
        return str(found) if found else "string" if self.choices else None

    @property
    def choices(self) -> frozenset[str] | None:
        """The only values that are accepted; None where there is no such list."""
        if "const" in self.schema:
            return frozenset({str(self.schema["const"])})
        return frozenset(map(str, self.schema["enum"])) if "enum" in self.schema else None

    def bound(self, keyword: str) -> int | None:
        """The stated limit, or the one that follows from the list of choices or the format."""
        if keyword in self.schema:
            return int(self.schema[keyword])
        if keyword in ("maxLength", "minLength"):
            if self.choices:
                lengths = sorted(map(len, self.choices))
                return lengths[-1] if keyword == "maxLength" else lengths[0]
            if self.schema.get("format") == "uuid":
                return _UUID_LENGTH
        return None


Limits = tuple[FieldLimits, ...]


def narrower(name: str, given: Limits, taken: Limits) -> tuple[str, str] | None:
    """A value of `given` that `taken` refuses, and what `taken` accepts at most; None where there is none."""
    for one in given:
        likest_first = sorted(taken, key=lambda other: other.kind != one.kind)
        refusals = [found for other in likest_first if (found := _refused(name, one, other))]
        if len(refusals) == len(taken):
            return refusals[0]
    return None


def _refused(name: str, given: FieldLimits, taken: FieldLimits) -> tuple[str, str] | None:
    if taken.choices is not None:
        surplus = None if given.choices is None else sorted(given.choices - taken.choices)
        if surplus is None or surplus:
            return (
                f"{name} {surplus[0] if surplus else 'of any value'}",
                f"only {', '.join(sorted(taken.choices))}",
            )
        return None
    if taken.kind not in (None, given.kind) and (given.kind, taken.kind) != ("integer", "number"):
        return f"{given.kind or 'any value'} as {name}", f"{taken.kind} only"
    for limit in _BOUNDS:
        if found := _beyond(name, limit, given, taken):
            return found
    for keyword in ("pattern", "format"):
        wanted = taken.schema.get(keyword)
        if wanted not in (None, given.schema.get(keyword)) and not _all_match(given, keyword, wanted):
            return f"{name} {_in_words(given.schema.get(keyword))}", f"only {_in_words(wanted)}"
    return None


def _all_match(given: FieldLimits, keyword: str, wanted: str) -> bool:
    """Whether the field has few values, and each is of the wanted form."""
    choices = given.choices or ()
    return bool(choices) and keyword == "pattern" and all(re.search(wanted, choice) for choice in choices)


def _in_words(form: str | None) -> str:
    return f"of the form {form}" if form else "of any form"


def _beyond(name: str, limit: Bound, given: FieldLimits, taken: FieldLimits) -> tuple[str, str] | None:
    most, accepted = taken.bound(limit.keyword), given.bound(limit.keyword)
    if most is None:
        return None
    if accepted is None and not limit.upper:
        accepted = _LEAST_BY_NATURE.get(limit.keyword)
    if accepted is None:
        return f"any {name}", f"{'at most' if limit.upper else 'at least'} {most}"
    if accepted > most if limit.upper else accepted < most:
        return limit.words.format(name=name, value=accepted), str(most)
    return None


class DocumentedFields:
    """The fields of one service's requests and answers, by their path: `ship_to.name`, `lines[].sku`."""

    def __init__(self, document: Schema) -> None:
        self._document = document

    def of_request(self, method: str, path: str) -> dict[str, Limits]:
        """The fields of the body, the path and the query of an operation."""
        operation = self._document["paths"][path][method.lower()]
        found: dict[str, Limits] = {}
        for parameter in operation.get("parameters", ()):
            if parameter["in"] in ("path", "query"):
                found |= dict(self._fields(parameter["name"], parameter["schema"]))
        return found | self._of_content(operation.get("requestBody", {}))

    def of_answer(self, method: str, path: str) -> dict[str, Limits]:
        """The fields of the answers of an operation that accept the request."""
        answers = self._document["paths"][path][method.lower()]["responses"]
        accepted = [answer for status, answer in answers.items() if status.startswith("2")]
        return {name: limits for answer in accepted for name, limits in self._of_content(answer).items()}

    def of_requests(self) -> Iterator[tuple[str, Limits]]:
        """The fields of all requests of the service."""
        for path, methods in self._document["paths"].items():
            for method in methods:
                yield from self.of_request(method, path).items()

    def _of_content(self, owner: Schema) -> dict[str, Limits]:
        contents = list(owner.get("content", {}).values())
        return dict(self._fields("", contents[0]["schema"])) if contents else {}

    def _fields(self, path: str, schema: Schema) -> Iterator[tuple[str, Limits]]:
        kinds = tuple(self._kinds(schema))
        values = tuple(FieldLimits(kind) for kind in kinds if "properties" not in kind)
        if path and any(value.kind != "null" for value in values):
            yield path, values
        for kind in kinds:
            for name, inner in kind.get("properties", {}).items():
                yield from self._fields(f"{path}.{name}".lstrip("."), inner)
            if "items" in kind:
                yield from self._fields(f"{path}[]", kind["items"])

    def _kinds(self, schema: Schema) -> Iterator[Schema]:
        """The alternatives of a schema, after references are followed."""
        if "$ref" in schema:
            yield from self._kinds(self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        elif "anyOf" in schema:
            for alternative in schema["anyOf"]:
                yield from self._kinds(alternative)
        else:
            yield schema
