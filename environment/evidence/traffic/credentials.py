"""Every service sends its own credentials: a token of its own for a service, its key for the gateway.

A callee refuses credentials that it does not admit. It does not notice a caller that shows those of another
one, which may ask for the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.recording.credentials import KEY_OF_THE_GATEWAY, NONE, UNKNOWN, token_of
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.masking import MASK
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import PartKind, topology


def services_send_their_own_credentials(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each operation that a service requests with other credentials; each comes once."""
    said_before = set[tuple[str, str]]()
    for exchange in traffic.exchanges:
        due = _due(exchange)
        if due is None or exchange.request is None or not exchange.request.headers:
            continue  # a connection without a request, or with one that is no HTTP
        sent = _sent(exchange.request)
        said = (exchange.edge, f"{operation_of(exchange)} was sent with {sent}, expected {due}")
        if sent not in (due, UNKNOWN) and said not in said_before:
            said_before.add(said)
            yield TrafficBreach(*said, "request", exchange.number)


def _due(exchange: Exchange) -> str | None:
    """The credentials that the caller has for this callee; None where it is no service of ours."""
    services, callee = topology().services, topology().parts.get(exchange.callee)
    if exchange.caller not in services or callee is None or not exchange.protocol.startswith("http"):
        return None
    return token_of(exchange.caller, callee.name) if callee.kind is PartKind.SERVICE else KEY_OF_THE_GATEWAY


def _sent(request: RecordedMessage) -> str:
    header = request.header("authorization")
    return NONE if header is None else header.removeprefix(f"{MASK} ")
