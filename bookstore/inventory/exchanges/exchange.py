"""An exchange, without I/O: copies that are sold for others of the same title that came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from bookstore.inventory.errors import NotSold
from bookstore.inventory.model import Reservation, ReservationState, ReservedLine


@dataclass(frozen=True)
class CopiesExchange:
    """Copies that are sold under the id of an exchange, for the reservation of a checkout."""

    exchange_id: UUID
    checkout_id: UUID
    copies: tuple[ReservedLine, ...]


def with_exchange(found: Reservation, copies: tuple[ReservedLine, ...]) -> Reservation:
    """The reservation with these copies sold beside its lines.

    Raises NotSold where it is not confirmed, or has fewer copies of a title. Which of them came back unharmed
    or damaged is known to orders alone.
    """
    bought = {line.sku: line.quantity for line in found.lines}
    if found.state is not ReservationState.CONFIRMED:
        raise NotSold(f"the copies of checkout {found.checkout_id} are {found.state}", state=found.state)
    for line in copies:
        if line.quantity > bought.get(line.sku, 0):
            sold = f"{bought.get(line.sku, 0)} copies of {line.sku}"
            raise NotSold(f"checkout {found.checkout_id} has bought {sold}", state=found.state)
    more = {line.sku: found.exchanged.get(line.sku, 0) + line.quantity for line in copies}
    return replace(found, exchanged={**found.exchanged, **more})
