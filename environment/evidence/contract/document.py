"""One service's OpenAPI document: finds the operation of a request, and validates values against schemas.

OpenAPI 3.1: its schemas are JSON Schema 2020-12, which jsonschema-rs validates. A validator is compiled at
its first use and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from jsonschema_rs import Registry, ValidationError, Validator

Place = tuple[str, ...]
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class DocumentedParameter:
    """A parameter of an operation. `within` is path, query, header or cookie."""

    name: str
    within: str
    required: bool
    is_list: bool
    schema: Place


@dataclass(frozen=True)
class DocumentedContent:
    """The body of a request or an answer: the place of the schema by media type."""

    schemas: Mapping[str, Place]
    required: bool = False

    def schema_for(self, media_type: str) -> Place | None:
        """The schema of a media type: its own, else that of a range (OpenAPI 3.1, Media Type Object)."""
        family = f"{media_type.partition('/')[0]}/*"
        return next(
            (self.schemas[each] for each in (media_type, family, "*/*") if each in self.schemas), None
        )


@dataclass(frozen=True)
class DocumentedOperation:
    """One method of one path. The keys of `answers` are statuses (`404`), ranges (`4XX`) and `default`."""

    name: str
    parameters: tuple[DocumentedParameter, ...]
    body: DocumentedContent | None
    answers: Mapping[str, DocumentedContent]

    def answer(self, status: int) -> DocumentedContent | None:
        """The documented body of an answer with this status; None where the status is not documented."""
        keys = (str(status), f"{status // 100}XX", "default")
        return next((self.answers[key] for key in keys if key in self.answers), None)


@dataclass(frozen=True)
class DocumentedPath:
    """A path template of the document and its operations by method."""

    template: str
    pattern: re.Pattern[str]
    operations: Mapping[str, DocumentedOperation]


class OpenApiDocument:
    """One OpenAPI document."""

    def __init__(self, name: str, document: Mapping[str, Any]) -> None:
        self._name = name
        self._document = dict(document)
        self._validators: dict[Place, Validator] = {}

    @cached_property
    def _paths(self) -> tuple[DocumentedPath, ...]:
        """Concrete paths first, templated ones after them (OpenAPI 3.1, Paths Object)."""
        templates = sorted(self._document.get("paths", {}), key=lambda template: template.count("{"))
        return tuple(self._path(template) for template in templates)

    def path(self, path: str) -> tuple[DocumentedPath, dict[str, str]] | None:
        """The documented path that fits, and the values of its variables, still percent-encoded."""
        for known in self._paths:
            if found := known.pattern.fullmatch(path):
                return known, dict(zip(_VARIABLE.findall(known.template), found.groups(), strict=True))
        return None

    def errors(self, place: Place, value: object) -> Sequence[ValidationError]:
        """The validation errors of a value against the schema at `place`, in the order of the document."""
        if place not in self._validators:
            self._validators[place] = self._compiled(place)
        return tuple(self._validators[place].iter_errors(value))

    def _compiled(self, place: Place) -> Validator:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - costs 30 ms, which a run without a check saves

        pointer = "/".join(quote(step.replace("~", "~0").replace("/", "~1")) for step in place)
        reference = {"$ref": f"urn:{self._name}#/{pointer}"}
        return Draft202012Validator(reference, registry=self._registry, validate_formats=True, offline=True)

    @cached_property
    def _registry(self) -> Registry:
        from jsonschema_rs import Registry  # noqa: PLC0415 - see above

        return Registry([(f"urn:{self._name}", self._document)])

    def _path(self, template: str) -> DocumentedPath:
        literal = _VARIABLE.split(template)[::2]
        pattern = re.compile("([^/]+)".join(re.escape(part) for part in literal))
        place = ("paths", template)
        operations = {
            method.upper(): self._operation(f"{method.upper()} {template}", place, method)
            for method in self._at(place)[1]
            if method in _METHODS
        }
        return DocumentedPath(template, pattern, operations)

    def _operation(self, name: str, path: Place, method: str) -> DocumentedOperation:
        place, operation = self._at((*path, method))
        shared, own = self._parameters(path), self._parameters(place)
        parameters = {(each.within, each.name): each for each in (*shared, *own)}
        body = self._content((*place, "requestBody")) if "requestBody" in operation else None
        answers = {
            status: self._content((*place, "responses", status)) for status in operation.get("responses", {})
        }
        return DocumentedOperation(name, tuple(parameters.values()), body, answers)

    def _parameters(self, owner: Place) -> Iterator[DocumentedParameter]:
        for number, _ in enumerate(self._at(owner)[1].get("parameters", ())):
            place, found = self._at((*owner, "parameters", str(number)))
            schema_place, schema = self._at((*place, "schema"))
            kinds = [schema, *schema.get("anyOf", ())]  # an optional list is a list or null
            is_list = any(each.get("type") == "array" for each in kinds)
            yield DocumentedParameter(
                found["name"], found["in"], found.get("required", False), is_list, schema_place
            )

    def _content(self, place: Place) -> DocumentedContent:
        place, found = self._at(place)
        schemas = {kind: (*place, "content", kind, "schema") for kind in found.get("content", {})}
        return DocumentedContent(
            {kind.lower(): schema for kind, schema in schemas.items()}, found.get("required", False)
        )

    def _at(self, place: Place) -> tuple[Place, Mapping[str, Any]]:
        """The object at a place, and its place after references are followed."""
        found: Any = self._document
        for step in place:
            found = found[int(step)] if isinstance(found, list) else found[step]
        if isinstance(reference := found.get("$ref"), str) and reference.startswith("#/"):
            steps = (step.replace("~1", "/").replace("~0", "~") for step in reference[2:].split("/"))
            return self._at(tuple(steps))
        return place, found
