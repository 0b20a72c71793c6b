"""What a check of the traffic receives, and what it reports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from environment.doubles.mail.inbox_client import DeliveredMail
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement

_NAMES_A_TITLE = re.compile(r"PUT /titles/(\d+)$")
Where = Literal["request", "response"]


@dataclass(frozen=True)
class ScenarioTraffic:
    """The traffic of one scenario.

    exchanges: its calls on all arrows but those to PostgreSQL, without strangers, as masked by the proxy.
    logs: the log lines of the scenario, by service.
    mails: those that the mail server has accepted.
    personal, secrets: what tells who the scenario's people are, and what opens something of them, each by
        what it is. No sentence repeats a value.
    statements: the SQL of all services, oldest first.
    """

    exchanges: Sequence[Exchange]
    logs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mails: Sequence[DeliveredMail] = ()
    personal: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    statements: Sequence[Statement] = ()

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the staff calls each title, by its SKU; a request that was refused names none."""
        found = {}
        for exchange in self.exchanges:
            named = _NAMES_A_TITLE.match(exchange.summary)
            accepted = exchange.answered is not None and exchange.answered.status == 200
            if named and accepted and exchange.request and exchange.edge == "staff -> inventory":
                found[named[1]] = str(json.loads(exchange.request.body).get("title", named[1]))
        return found


@dataclass(frozen=True)
class TrafficBreach:
    """One thing that is wrong in the traffic of a scenario. No text in it holds a secret or personal data.

    arrow: `caller -> callee`, or `inside <service>` for a log line.
    where: the side of the exchange that is wrong; it dates the symptom.
    exchange: the number of the exchange in the record; None where no single exchange shows it.
    """

    arrow: str
    sentence: str
    where: Where = "response"
    exchange: int | None = None

    def __str__(self) -> str:
        return f"{self.arrow}: {self.sentence}"


TrafficCheck = Callable[[ScenarioTraffic], Iterator[TrafficBreach]]
