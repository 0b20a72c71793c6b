"""What the OpenAPI documents say of refusals that no route declares, derived from what can raise them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from bookstore.platform.problem import (
    BODY_TOO_LARGE,
    INVALID_REQUEST,
    TRY_AGAIN,
    UNEXPECTED_ERROR,
    Problem,
    ProblemDocument,
    add_refusals,
)


def with_refusals(app: FastAPI, document: dict[str, Any]) -> dict[str, Any]:
    """The document with the refusals of the framework, the database and the dependencies of each operation.

    A request with parameters or a body can be invalid; an operation that is not answered from memory can ask
    to try again.
    """
    for route in iter_route_contexts(app.routes):
        operations = document["paths"].get(route.path_format, {})
        for method in route.methods or ():
            if operation := operations.get(method.lower()):
                has_input = bool(operation.get("parameters") or route.body_field)
                if not has_input:
                    operation["responses"].pop(str(INVALID_REQUEST.status), None)  # what the application has
                from_memory = getattr(route.endpoint, "from_memory", False)
                add_refusals(
                    operation["responses"],
                    [
                        *_declared(route.dependant),
                        *([INVALID_REQUEST] if has_input else []),
                        *([] if from_memory else [TRY_AGAIN]),
                        BODY_TOO_LARGE,
                        UNEXPECTED_ERROR,
                    ],
                )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.setdefault("ProblemDocument", ProblemDocument.model_json_schema())
    return document


def _declared(dependant: Dependant) -> Iterator[Problem]:
    for needed in dependant.dependencies:
        yield from getattr(needed.call, "refusals", ())
        yield from _declared(needed)
