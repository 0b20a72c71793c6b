"""Every service sends its own credentials: a token of its own for a service, its key for the gateway.

A callee refuses credentials that it does not admit. It does not notice a caller that shows those of another
one, which may ask for the same, nor one that signs another token for each call: then every call costs a
signature, and its callee a verification.
"""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.recording.credentials import (
    KEY_OF_THE_GATEWAY,
    NONE,
    UNKNOWN,
    kind_and_age,
    token_of,
)
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.masking import MASK
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import PartKind, topology

_RENEWED_AFTER = 40  # seconds: a token lives for a minute, and its caller renews it 20 seconds before
_AT_ONCE = 1  # second: two threads may find at the same moment that there is no token yet


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


def tokens_are_used_until_they_are_old(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each service that has signed a token for another one while the one before was still new.

    Only tokens on one connection are compared: those on two may be of two processes of the service. Each
    arrow comes once.
    """
    last, said_before = dict[tuple[str, int], int](), set[str]()
    for exchange in traffic.exchanges:
        signed_at = _signed_at(exchange)
        if signed_at is None:
            continue
        connection = (exchange.edge, exchange.connection)
        age = signed_at - last.get(connection, signed_at)
        last[connection] = signed_at
        if _AT_ONCE < age < _RENEWED_AFTER and exchange.edge not in said_before:
            said_before.add(exchange.edge)
            sentence = (
                f"{exchange.caller} signed two tokens for {exchange.callee} within {age} seconds; one is "
                f"good for {_RENEWED_AFTER}, and each other one costs a signature and a verification"
            )
            yield TrafficBreach(f"inside {exchange.caller}", sentence)


def _signed_at(exchange: Exchange) -> int | None:
    """The second in which the service's token was signed; None for other credentials."""
    if exchange.request is None or exchange.caller not in topology().services:
        return None
    return kind_and_age(exchange.request.header("authorization") or "")[1]


def _due(exchange: Exchange) -> str | None:
    """The credentials that the caller has for this callee; None where it is no service of ours."""
    services, callee = topology().services, topology().parts.get(exchange.callee)
    if exchange.caller not in services or callee is None or not exchange.protocol.startswith("http"):
        return None
    return token_of(exchange.caller, callee.name) if callee.kind is PartKind.SERVICE else KEY_OF_THE_GATEWAY


def _sent(request: RecordedMessage) -> str:
    header = request.header("authorization")
    return NONE if header is None else kind_and_age(header.removeprefix(f"{MASK} "))[0]
