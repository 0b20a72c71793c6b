"""Personal data and secrets of the scenario's people: where they must not be.

Not in a log line, not in the address of a request, and not in what a service answers to another one.

Each person of a scenario has values of their own. They are looked for in the raw log files, and in the
addresses of requests, where the record masks secrets: there a mask is the finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

from environment.evidence.recording.masking import MASK
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach, Where
from environment.topology import topology

_SHORTEST = 8  # characters; a scenario may call a customer by a name that occurs in any text


def logs_hold_no_personal_data(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """No log line of a service holds what tells who a person is, or what opens something of theirs."""
    spellings = _spellings(traffic)
    for service in topology().services:
        lines = traffic.logs.get(service, ())
        written = "\n".join(lines).casefold()
        for said, forms in spellings.items():
            if any(form in written for form in forms):
                line = next(line for line in lines if any(form in line.casefold() for form in forms))
                yield TrafficBreach(f"inside {service}", f"a log line{_event(line)} holds {said}")


def addresses_hold_no_personal_data(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """No address of a request holds personal data or a secret: addresses are logged on the way and kept."""
    spellings = _spellings(traffic)
    services = topology().services
    for exchange in traffic.exchanges:
        if exchange.callee not in services or not exchange.protocol.startswith("http"):
            continue
        address = exchange.summary.casefold()
        found = [said for said, forms in spellings.items() if any(form in address for form in forms)]
        if MASK in address:
            found.append("a secret, which the record masks")
        for said in found:
            sentence = f"the address of a request ({exchange.summary.partition(' ')[0]}) holds {said}"
            yield TrafficBreach(exchange.edge, sentence, "request", exchange.number)


def answers_to_services_hold_no_personal_data(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """No answer of a service to another one tells who a person is; each operation comes once.

    What a service has to know of a person is sent to it, by the service that the person has told it
    (the order, its quote, its payment, an event). What it asks for is about orders, copies and money.
    """
    spellings, services, said_before = _spellings(traffic), topology().services, set[tuple[str, str]]()
    for exchange in traffic.exchanges:
        answered, place = exchange.answered, (exchange.edge, operation_of(exchange))
        if answered is None or place in said_before or not {exchange.caller, exchange.callee} <= {*services}:
            continue
        text = answered.body.casefold()
        found = [said for said, forms in spellings.items() if any(form in text for form in forms)]
        if found:
            said_before.add(place)
            told = f"tells {exchange.caller} {' and '.join(found)}"
            sentence = f"the answer to {place[1]} {told}, which it has no use for"
            yield TrafficBreach(exchange.edge, sentence, "response", exchange.number)


def the_record_masks_secrets(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """What opens something of a person is masked in every recorded message, which the report attaches."""
    secrets = {said: value for said, value in traffic.secrets.items() if len(value) >= _SHORTEST}
    for exchange in traffic.exchanges:
        for message in {exchange.request, exchange.answered, exchange.answer} - {None}:
            assert message is not None
            shown = "\n".join((message.head, message.body, *(value for _, value in message.headers)))
            for said, value in secrets.items():
                if value in shown:
                    where: Where = "request" if message is exchange.request else "response"
                    sentence = f"the record of {operation_of(exchange)} shows {said}, which opens something"
                    yield TrafficBreach(exchange.edge, sentence, where, exchange.number)


def _spellings(traffic: ScenarioTraffic) -> Mapping[str, frozenset[str]]:
    """Each value as it may be written: as it is, in JSON, and in an address; without regard to case."""
    return {
        said: frozenset(
            form.casefold()
            for form in (
                value,
                json.dumps(value)[1:-1],
                quote(value),
                quote(value, safe=""),
                quote_plus(value),
            )
        )
        for said, value in {**traffic.personal, **traffic.secrets}.items()
        if len(value.strip()) >= _SHORTEST
    }


def _event(line: str) -> str:
    try:
        event = json.loads(line)["event"]
    except (ValueError, KeyError, TypeError):
        return ""
    return f' "{event}"' if event in ("request",) or str(event).replace(" ", "").isalpha() else ""
