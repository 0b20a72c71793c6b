"""One answer of one operation: its status, and the problem type where it is a refusal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from environment.evidence.contract.check import Contracts
from environment.evidence.recording.exchange import Exchange, RecordedMessage

_METHODS = ("get", "put", "post", "delete", "patch")
_PROBLEM = "application/problem+json"
_ASKED_BY_THE_STACK = frozenset({"GET /health"})  # beside the proxy, when a service starts


@dataclass(frozen=True, order=True)
class DocumentedAnswer:
    """An answer of an operation of a service: `cart`, `GET /carts/{cart_id}`, `404 cart-not-found`.

    `outcome` is the status, and for a refusal the last part of its problem type (RFC 9457).
    """

    service: str
    operation: str
    outcome: str

    def __str__(self) -> str:
        return f"{self.service}: {self.operation} → {self.outcome}"


def answers_documented_by(service: str, document: Mapping[str, Any]) -> Iterator[DocumentedAnswer]:
    """Every answer that an OpenAPI document promises, one for each problem type of a status."""
    for path, item in document.get("paths", {}).items():
        for method in (each for each in _METHODS if each in item):
            operation = f"{method.upper()} {path}"
            if operation in _ASKED_BY_THE_STACK:
                continue
            for status, response in item[method].get("responses", {}).items():
                for outcome in _outcomes(str(status), response):
                    yield DocumentedAnswer(service, operation, outcome)


def answers_given(exchanges: Iterable[Exchange], contracts: Contracts) -> Iterator[DocumentedAnswer]:
    """The answers in recorded exchanges, as the callees gave them: a fault forges none of these."""
    for exchange in exchanges:
        answer = exchange.answered
        if answer is None or answer.status is None:
            continue
        operation = contracts.operation_of(exchange)
        if operation is not None:
            yield DocumentedAnswer(exchange.callee, operation, _outcome(answer.status, answer))


def _outcomes(status: str, response: Mapping[str, Any]) -> list[str]:
    schema = response.get("content", {}).get(_PROBLEM, {}).get("schema", {})
    types = schema.get("properties", {}).get("type", {}).get("enum", ())
    return [f"{status} {_slug(each)}" for each in types] or [status]


def _outcome(status: int, answer: RecordedMessage) -> str:
    if status < 400 or not (answer.header("content-type") or "").startswith(_PROBLEM):
        return str(status)
    try:
        kind = json.loads(answer.body)["type"]
    except (ValueError, KeyError, TypeError, RecursionError):  # a breach of the contract, which reports it
        return str(status)
    return f"{status} {_slug(str(kind))}"


def _slug(problem_type: str) -> str:
    return problem_type.rpartition("/")[2]
