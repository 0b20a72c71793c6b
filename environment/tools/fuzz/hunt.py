"""The hunt for server errors: so many requests, what came of them, and what must not have come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import requests

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.fuzz.asked import Asked
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.cases import Operation, operations
from environment.tools.fuzz.known import Known
from environment.tools.fuzz.sense import makes_sense

_TURNS = 8  # in which each operation is asked both kinds of requests
_DOCUMENT_SECONDS = 10
_BUYS = "POST /checkouts"


class Enough(BaseException):
    """As many requests were made as were asked for; past whatever catches exceptions."""


@dataclass(frozen=True)
class Finding:
    """A request that was answered with a server error, or not at all."""

    asked: Asked
    line: str
    what: str


@dataclass
class Hunt:
    """One hunt over a running stack."""

    stack: Stack
    known: Known
    callers: Callers
    session: requests.Session
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    sent: int = 0

    def run(self, wanted: int, seed: int) -> None:
        """Ask until so many requests were made, each operation in turn."""
        every = list(self._operations())
        at_once = max(1, wanted // (2 * len(every) * _TURNS))
        try:
            for turn in range(wanted):
                for each in every:
                    if each is every[0] or makes_sense(each.label):
                        self.known.renew()
                    each.make(at_once, seed + turn, self.known, self._asking(each, wanted))
        except Enough:
            return

    def ask(self, asked: Asked, operation: str) -> int:
        """Send it; the status, 0 where there was no answer."""
        try:
            answer = asked.send(self.stack, self.callers, self.session)
            status, said = answer.status_code, answer.text[:500]
        except requests.exceptions.InvalidHeader:
            return -1  # no HTTP client would send it
        except requests.RequestException as trouble:
            status, said = 0, f"{type(trouble).__name__}: {trouble}"
        if status >= 500 or not status:
            finding = Finding(asked, asked.line(self.known), f"{status or 'no answer'}: {said}")
            self.findings.setdefault((operation, _kind(said)), finding)
        return status

    def _operations(self) -> Iterator[Operation]:
        for service in SERVICES:
            url = f"{self.stack.url(service)}/openapi.json"
            yield from operations(service, requests.get(url, timeout=_DOCUMENT_SECONDS).json())

    def _asking(self, operation: Operation, wanted: int) -> _Asking:
        return _Asking(self, operation, wanted)


@dataclass(frozen=True)
class _Asking:
    """Sends what is made up for one operation."""

    hunt: Hunt
    operation: Operation
    wanted: int

    def __call__(self, path: str, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
        hunt, label = self.hunt, f"{self.operation.service}: {self.operation.label}"
        if hunt.sent >= self.wanted:
            raise Enough
        caller = hunt.callers.next_for(label)
        asked = Asked(self.operation.service, self.operation.method, path, caller, headers, body)
        status = hunt.ask(asked, label)
        if status >= 0:
            hunt.sent += 1
            hunt.statuses[label][status] += 1
            hunt.callers.learn(label, caller, status)
        if status in (201, 202) and self.operation.label == _BUYS:
            hunt.known.renew()  # the cart is used up


def _kind(said: str) -> str:
    """Two answers that differ in their ids are one finding."""
    return "".join(letter for letter in said[:120] if not letter.isdigit())
