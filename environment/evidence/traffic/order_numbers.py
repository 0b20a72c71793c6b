"""A customer is told the number of an order when the order is certain, and not before.

Until its checkout is completed, an order may still be canceled: a customer who has seen its number would wait
for books that never come, or would ask the staff for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.recording.json_value import json_object
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach

_COMPLETED = "completed"


def numbers_are_told_of_certain_orders(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each operation that tells the order number of an unfinished or undone checkout, once."""
    said_before = set[str]()
    for exchange in traffic.exchanges:
        answered = exchange.answered
        if exchange.callee != "checkout" or answered is None or '"order_number"' not in answered.body:
            continue
        view, operation = json_object(answered.body) or {}, operation_of(exchange)
        state = view.get("state", _COMPLETED)
        if view.get("order_number") and state != _COMPLETED and operation not in said_before:
            said_before.add(operation)
            sentence = f"the answer to {operation} tells the number of an order whose checkout is {state}"
            yield TrafficBreach(exchange.edge, sentence, exchange=exchange.number)
