"""Makes up the answer to each operation of an OpenAPI document: from its examples, else from its schemas.

Values of schemas come from Hypothesis, through the strategies of schemathesis: the simplest that fit. Both
are imported only where a document has no example.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment.evidence.contract.document import DocumentedOperation, OpenApiDocument
from environment.evidence.contract.validation_text import describe

_METHODS = ("get", "put", "post", "delete", "patch")
_BODILESS = (204, 205, 304)


class UnusableDocument(Exception):
    """No answers can be made up from a document; the message says which, where, and what to do."""


@dataclass(frozen=True)
class MadeUpAnswer:
    """The answer of one operation; without a media type it has no body."""

    operation: DocumentedOperation
    status: int
    media_type: str = ""
    body: Any = None


def read_document(name: str, path: Path) -> dict[str, Any]:
    """The document of a service. Raises UnusableDocument."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableDocument(f"{name}: {path} is no OpenAPI document in JSON: {error}") from None
    if not isinstance(found, dict) or not found.get("paths"):
        raise UnusableDocument(f"{name}: {path} has no paths: write an OpenAPI document with operations")
    return found


def made_up_answers(name: str, document: Mapping[str, Any]) -> dict[str, MadeUpAnswer]:
    """By operation, such as `POST /shipments`, the answer. Raises UnusableDocument."""
    return {answer.operation.name: answer for answer in _answers(name, document)}


def _answers(name: str, document: Mapping[str, Any]) -> Iterator[MadeUpAnswer]:
    known = OpenApiDocument(name, document)
    for template, path in document["paths"].items():
        for method in _METHODS:
            if method in path:
                found = known.path(template)
                assert found is not None, "the document has this path"
                yield _answer(name, document, known, found[0].operations[method.upper()])


def _answer(
    name: str, document: Mapping[str, Any], known: OpenApiDocument, operation: DocumentedOperation
) -> MadeUpAnswer:
    accepted = sorted(status for status in operation.answers if status.startswith("2"))
    if not accepted or not accepted[0].isdecimal():
        raise UnusableDocument(
            f"{name}: {operation.name} documents no status of success: add a response, such as 200"
        )
    status, content = int(accepted[0]), operation.answers[accepted[0]]
    if status in _BODILESS or not content.schemas:
        return MadeUpAnswer(operation, status)
    media_type = next((each for each in content.schemas if each.endswith("json")), "")
    if not media_type:
        raise UnusableDocument(f"{name}: {operation.name} answers with no JSON: add a JSON response")
    place = content.schemas[media_type]
    body = _body(name, operation, document, place)
    if wrong := known.errors(place, body):
        said = "; ".join("{} {}".format(*describe(each)) for each in wrong)
        raise UnusableDocument(f"{name}: {operation.name}: the example does not fit its schema: {said}")
    return MadeUpAnswer(operation, status, media_type, body)


def _body(
    name: str, operation: DocumentedOperation, document: Mapping[str, Any], place: tuple[str, ...]
) -> Any:
    media = _at(document, place[:-1])
    schema = media.get("schema", {})
    resolved = _referred(document, schema)
    for source in (media, schema, resolved):
        if "example" in source:
            return source["example"]
        examples = source.get("examples") or ()
        for each in examples.values() if isinstance(examples, Mapping) else examples:
            return each["value"] if source is media else each
    return _generated(name, operation, document, schema)


def _generated(
    name: str, operation: DocumentedOperation, document: Mapping[str, Any], schema: Mapping[str, Any]
) -> Any:
    """The simplest value of a schema."""
    try:
        from hypothesis import find, settings  # noqa: PLC0415 - of an extra, and needed without examples alone
        from schemathesis.openapi import from_dict  # noqa: PLC0415 - see above
    except ImportError as missing:
        raise UnusableDocument(
            f"{name}: {operation.name} has no example, and {missing.name}, which makes up values, is "
            "not installed: run make made-up, or give the response an example"
        ) from None
    # The library makes up requests: the answer becomes the body of one.
    content = {"application/json": {"schema": schema}}
    body = {"requestBody": {"required": True, "content": content}, "responses": {"200": {"description": ""}}}
    asked = {**document, "paths": {"/answer": {"post": body}}, "security": []}
    strategy = from_dict(asked)["/answer"]["POST"].as_strategy()
    unhurried = settings(database=None, derandomize=True, deadline=None)
    return find(strategy, lambda _: True, settings=unhurried).body


def _at(document: Mapping[str, Any], place: tuple[str, ...]) -> Mapping[str, Any]:
    found: Any = document
    for step in place:
        found = _referred(document, found[step])
    return dict(found)


def _referred(document: Mapping[str, Any], found: Any) -> Any:
    while isinstance(found, Mapping) and str(found.get("$ref", "")).startswith("#/"):
        reference, found = found["$ref"], document
        for step in reference[2:].split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
    return found
