"""Refusals as problem documents (RFC 9457); each service has one table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

PROBLEM_BASE = "https://bookstore.example/problems/"
MEDIA_TYPE = "application/problem+json"
Function = TypeVar("Function", bound=Callable[..., Any])
Responses = dict[int | str, dict[str, Any]]


class ServiceRefusal(Exception):
    """A service refuses a request, for a reason of its domain. Each service has one subclass as its base.

    `members` become extension members of the problem document (RFC 9457, section 3.2).
    """

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members


@dataclass(frozen=True)
class Problem:
    """How a kind of refusal is reported: HTTP status, slug of the problem type, and title."""

    status: int
    slug: str
    title: str
    headers: Mapping[str, str] | None = None


ProblemTable = Mapping[type[Exception], Problem]


class ProblemDocument(BaseModel):
    """The body of every refusal; the extension members depend on the problem type."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    trace_id: str


def answer(
    problem: Problem, detail: str, instance: str, trace_id: str, members: Mapping[str, Any] | None = None
) -> JSONResponse:
    """The problem as an HTTP response."""
    document = {
        **(members or {}),
        "type": PROBLEM_BASE + problem.slug,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": instance,
        "trace_id": trace_id,
    }
    headers = dict(problem.headers or {})
    return JSONResponse(document, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


INVALID_REQUEST = Problem(422, "invalid-request", "The request cannot be understood")
"""Member `errors` names each field, and the reason why it is refused."""
NOT_AUTHENTICATED = Problem(401, "not-authenticated", "Who are you?", {"WWW-Authenticate": "Bearer"})
NOT_ALLOWED = Problem(403, "not-allowed", "This is not yours to do")
BODY_TOO_LARGE = Problem(413, "body-too-large", "The request is too large")
UNEXPECTED_ERROR = Problem(500, "unexpected-error", "Something went wrong on our side")
TRY_AGAIN = Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"})
NOT_READY = Problem(503, "not-ready", "The service cannot answer requests now", {"Retry-After": "1"})


def refused_with(*problems: Problem) -> Responses:
    """The `responses` of a route that can refuse in these ways, for its OpenAPI document.

    The document names each problem type of a status: an answer of another type breaks the contract.
    """
    responses: Responses = {}
    add_refusals(responses, problems)
    return responses


def add_refusals(responses: dict[Any, dict[str, Any]], problems: Iterable[Problem]) -> None:
    """Add these problems to documented responses. Routes may share one, so none is changed in place."""
    for problem in problems:
        known = responses.get(str(problem.status), {"description": "Refused:", "content": {}})
        types = _types_of(known)
        kind = PROBLEM_BASE + problem.slug
        if kind not in types:
            separator = "," if types else ""
            description = f"{known['description']}{separator} `{problem.slug}` ({problem.title})"
            responses[str(problem.status)] = _refusal(description, [*types, kind])


def refuses(*problems: Problem) -> Callable[[Function], Function]:
    """Declare with which problems a dependency of routes refuses: the document takes them from it."""

    def declare(function: Function) -> Function:
        function.refusals = problems  # type: ignore[attr-defined]
        return function

    return declare


def answers_from_memory(function: Function) -> Function:
    """Declare that a route never asks to try again: it needs no service, and tells itself of its database."""
    function.from_memory = True  # type: ignore[attr-defined]
    return function


def _types_of(response: Mapping[str, Any]) -> list[str]:
    schema = response.get("content", {}).get(MEDIA_TYPE, {}).get("schema", {})
    found: list[str] = schema.get("properties", {}).get("type", {}).get("enum", [])
    return found


def _refusal(description: str, types: list[str]) -> dict[str, Any]:
    schema = {
        "allOf": [{"$ref": "#/components/schemas/ProblemDocument"}],
        "properties": {"type": {"enum": types}},
    }
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
