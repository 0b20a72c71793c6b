"""A campaign: Schemathesis generates and sends the requests, hooks give them callers and values that exist.

The engine draws requests from each service's OpenAPI document, half of them valid and half of them not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import requests
from schemathesis import GenerationMode
from schemathesis.config import HealthCheck, SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import Interrupted, NonFatalError
from schemathesis.openapi import from_dict

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.request import TIMEOUT, FuzzRequest
from environment.tools.fuzz.seed_data import SeedData
from environment.tools.fuzz.valid_bodies import has_valid_body
from steps.drivers.api import keep_alive_session

_TURNS = 8  # in which each operation gets an equal share of the requests
_FEWEST = 5  # requests of an operation in a turn, where there are enough: each turn costs the engine a set-up
_DOCUMENT_SECONDS = 10
_CHECKOUT = "POST /checkouts"
_KEY = "idempotency-key"
_NOT_GENERATED = frozenset(
    {"authorization", "content-length", "user-agent", "accept", "accept-encoding", "connection"}
)


@dataclass(frozen=True)
class ServerError:
    """An answer of 500 or above, or none at all. `line` sends the request again."""

    line: str
    answer: str


@dataclass
class Campaign:
    """One campaign on a running stack, up to a number of requests over all services."""

    stack: Stack
    seed_data: SeedData
    callers: Callers
    requests: int
    server_errors: dict[tuple[str, str], ServerError] = field(default_factory=dict)
    problems: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def sent(self) -> int:
        """The requests that were answered, or that timed out."""
        return sum(found.total() for found in self.statuses.values())

    def run(self, seed: int) -> None:
        """Send the requests in turns; each turn draws from a seed of its own.

        Raises RuntimeError where the engine sends no request in a whole turn.
        """
        documents = {service: self._document(service) for service in SERVICES}
        operations = sum(len(path) for document in documents.values() for path in document["paths"].values())
        share = max(1, min(_FEWEST, self.requests // operations), self.requests // (operations * _TURNS))
        for turn in count():
            before = self.sent
            for service, document in documents.items():
                self._run_engine(service, document, seed + turn, share)
                if self.sent >= self.requests:
                    return
            if self.sent == before:
                raise RuntimeError(f"Schemathesis has sent no request: {dict(self.problems)}")

    def record(self, service: str, label: str, request: FuzzRequest, status: int, answer: str) -> None:
        """Count the answer of a request; status 0 stands for no answer."""
        operation = f"{service}: {label}"
        self.statuses[operation][status] += 1
        self.callers.learn(operation, request.caller, status)
        if status >= 500 or not status:
            error = ServerError(request.line(self.seed_data), f"{status or 'no answer'}: {answer[:500]}")
            self.server_errors.setdefault((operation, _without_digits(answer)), error)
        if status in (201, 202) and label == _CHECKOUT:
            self.seed_data.renew()  # the cart is bought

    def _document(self, service: str) -> Any:
        with keep_alive_session() as session:
            return session.get(f"{self.stack.url(service)}/openapi.json", timeout=_DOCUMENT_SECONDS).json()

    def _run_engine(self, service: str, document: Any, seed: int, share: int) -> None:
        schema = from_dict(document, config=_configuration(seed))
        _configure(schema.config, self.stack.url(service), share)
        stream = from_schema(schema).execute()
        hooks = EngineHooks(self, service, stream.stop)
        hooks.register(schema)
        interrupted = False  # raised once the engine has stopped its worker
        for event in stream:
            interrupted |= isinstance(event, Interrupted) and self.sent < self.requests
            if isinstance(event, NonFatalError):
                self.problems[f"{service}, {event.label}: {event.info.title}: {event.info.message}"] += 1
        if interrupted:
            raise KeyboardInterrupt


class EngineHooks(requests.auth.AuthBase):
    """What the engine calls for each request to one service: once generated, before and after sending."""

    def __init__(self, campaign: Campaign, service: str, stop: Callable[[], None]) -> None:
        self._campaign = campaign
        self._seed_data = campaign.seed_data
        self._service = service
        self._stop = stop
        self._label = ""
        self._request = FuzzRequest(service, "GET", "/", "anonymous")

    def register(self, schema: Any) -> None:
        """Register with one schema, not with all of this process."""
        schema.auth.set_from_requests(self)
        for hook in (self.map_case, self.after_call, self.after_network_error):
            schema.hooks.register_hook_with_name(hook, hook.__name__)

    def map_case(self, _: Any, case: Any) -> Any:
        """Put existing values in place of generated ones, and renew them where a valid body needs that."""
        data, label = self._seed_data, case.operation.label
        if label != self._label and (not self._label or has_valid_body(label)):
            data.renew()
        self._label = label
        case.path_parameters = _replaced(data, case.path_parameters)
        case.query = _replaced(data, case.query)
        headers = {
            name: value for name, value in (case.headers or {}).items() if name.lower() not in _NOT_GENERATED
        }
        case.headers = {name: str(value) for name, value in _replaced(data, {_KEY: "", **headers}).items()}
        if isinstance(case.body, dict | list):
            case.body = data.mix_with_valid(label, data.with_existing_values(case.body))
        return case

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        """Authenticate the request as the next caller; its body is final now, so that it can be signed."""
        callers = self._campaign.callers
        caller = callers.next_for(f"{self._service}: {self._label}")
        content = prepared.body or b""
        body = content.encode() if isinstance(content, str) else bytes(content)
        self._request = FuzzRequest(
            self._service, str(prepared.method), prepared.path_url, caller, tuple(_generated(prepared)), body
        )
        prepared.headers.update(callers.credentials(caller, self._service, body))
        return prepared

    def after_call(self, _: Any, case: Any, response: Any) -> None:
        """Record the answer; the engine stops before its next request once there were enough."""
        self._campaign.record(
            self._service, case.operation.label, self._request, response.status_code, response.text
        )
        if self._campaign.sent >= self._campaign.requests:
            self._stop()

    def after_network_error(self, _: Any, case: Any, request: requests.PreparedRequest) -> None:
        """Record that no answer came."""
        self._campaign.record(
            self._service, case.operation.label, self._request, 0, f"{request.method} failed"
        )


def _configuration(seed: int) -> Any:
    return SchemathesisConfig(seed=seed, suppress_health_check=[HealthCheck.all])


def _configure(config: Any, url: str, share: int) -> None:
    """Generated requests alone, without shrinking: the shop has changed by the time a request is repeated."""
    config.base_url, config.workers, config.request_timeout = url, 1, TIMEOUT[1]
    for phase in (config.phases.examples, config.phases.coverage, config.phases.stateful):
        phase.enabled = False
    generation = config.generation
    generation.modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    generation.max_examples, generation.no_shrink, generation.database = share, True, "none"
    generation.with_security_parameters = False
    config.checks.update(included_check_names=[])


def _replaced(data: SeedData, values: Any) -> dict[str, Any]:
    return {name: data.replace_often(name, value) for name, value in (values or {}).items()}


def _generated(prepared: requests.PreparedRequest) -> Iterator[tuple[str, str]]:
    """The headers that were generated, without those of the client and of the engine."""
    for name, value in prepared.headers.items():
        if name.lower() not in _NOT_GENERATED and not name.lower().startswith("x-schemathesis"):
            yield name, value if isinstance(value, str) else value.decode("latin-1")


def _without_digits(answer: str) -> str:
    """Two answers that differ in ids alone are one error."""
    return "".join(letter for letter in answer[:120] if not letter.isdigit())
