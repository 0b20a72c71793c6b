"""The requests of a driver: with the token of the service in whose place it asks, over its arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from steps.drivers.api import Api, ScenarioCorrelation, bearer
from steps.drivers.callers.kept_tokens import TokenIssuer

_TRACE = "traceparent"


@dataclass(frozen=True)
class CallerRequests:
    """Asks other services in the place of one; `api` gives a callee behind the proxy of an arrow."""

    caller: str
    api: Callable[[str, str], Api]
    tokens: TokenIssuer
    correlation: ScenarioCorrelation
    trace: Mapping[str, str] = field(default_factory=dict)

    def in_one_trace(self) -> CallerRequests:
        """The same for one act: all requests of it are one trace, as those of a service are."""
        return replace(self, trace={_TRACE: self.correlation.headers()[_TRACE]})

    def call(
        self,
        callee: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> dict[str, Any]:
        """The answer's JSON object, without a retry. Raises Refused, and the network errors of requests."""
        credentials = bearer(self.tokens.token(self.caller, callee))
        sent = {**credentials, **self.trace, **(headers or {})}
        return self.api(self.caller, callee).call(method, path, sent, body, **query)
