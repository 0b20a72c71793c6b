"""Refusals as problem documents (RFC 9457); each service has one table of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

PROBLEM_BASE = "https://bookstore.example/problems/"
MEDIA_TYPE = "application/problem+json"


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


def refused_with(*problems: Problem) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can refuse in these ways, each with its slug and title."""
    found = documented(*(problem.status for problem in problems))
    for status, response in found.items():
        named = [f"`{each.slug}` ({each.title})" for each in problems if each.status == status]
        response["description"] = f"Refused: {', '.join(named)}"
    return found


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can refuse with these statuses, for its OpenAPI document."""
    reference = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
    return {
        status: {"description": "Refused, with the reason", "content": {MEDIA_TYPE: reference}}
        for status in statuses
    }
