"""Planted breaches of erasures."""

from dataclasses import replace

from environment.audit.breach import BreachKind
from environment.audit.facts.mail_rows import OutgoingMailRow
from environment.audit.invariants import erasures

from .consistent_order import NUMBER, PAID
from .consistent_snapshot import CONSISTENT, snapshot_with
from .planted_breach import PlantedBreach


def _erased(*still: str) -> tuple[object, ...]:
    return tuple(
        replace(order, persons=still) if order.checkout_id == PAID else order for order in CONSISTENT.orders
    )


ERASURES = [
    PlantedBreach(
        erasures.erased_orders_name_no_person,
        BreachKind.PERSON_KEPT,
        f"order {NUMBER} was erased, but an event still names its person",
        snapshot_with(orders=_erased("an event"), outgoing_mails=()),
    ),
    PlantedBreach(
        erasures.erased_orders_name_no_person,
        BreachKind.PERSON_KEPT,
        f"order {NUMBER} was erased, but notifications still has its confirmation mail",
        snapshot_with(
            orders=_erased(),
            outgoing_mails=(OutgoingMailRow(NUMBER, "confirmation", "ada@readers.example", "sent", 1, None),),
        ),
    ),
]
