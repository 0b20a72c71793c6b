"""The captures of a payment that is captured in parts, in the order in which they were requested."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from bookstore.payments.states import PaymentCaptureState


@dataclass(frozen=True)
class PaymentCapture:
    """The capture of one parcel, in minor units of the payment's currency.

    `final`: nothing is captured after it, and what is left of the authorization is released.
    """

    capture_id: UUID
    amount: int
    final: bool = False
    state: PaymentCaptureState = PaymentCaptureState.CAPTURING

    @property
    def open(self) -> bool:
        """Whether its outcome is not known yet."""
        return self.state is PaymentCaptureState.CAPTURING


PaymentCaptures = tuple[PaymentCapture, ...]


def total_of_parts(captures: PaymentCaptures) -> int:
    """Minor units of the captures that were made."""
    return sum(one.amount for one in captures if one.state is PaymentCaptureState.CAPTURED)


def total_requested(captures: PaymentCaptures) -> int:
    """Minor units of the captures that are made or to be made."""
    return sum(one.amount for one in captures if one.state is not PaymentCaptureState.REFUSED)


def with_received(captures: PaymentCaptures, received: int) -> PaymentCaptures:
    """The captures after the gateway showed how much it has received in all.

    It captures them in their order, so the earliest open ones are those that the amount has room for.
    """
    known, total = list(captures), total_of_parts(captures)
    for place, one in enumerate(known):
        if one.open and one.amount and total + one.amount <= received:
            total += one.amount
            known[place] = replace(one, state=PaymentCaptureState.CAPTURED)
    return tuple(known)


def ended(captures: PaymentCaptures) -> PaymentCaptures:
    """The captures after the authorization has ended: what is still open was not captured.

    A final capture of nothing only releases the rest, and has done so.
    """
    return tuple(
        replace(one, state=PaymentCaptureState.REFUSED if one.amount else PaymentCaptureState.CAPTURED)
        if one.open
        else one
        for one in captures
    )


def refused(captures: PaymentCaptures, capture_id: UUID) -> PaymentCaptures:
    """The captures after the gateway refused this one permanently."""
    return tuple(
        replace(one, state=PaymentCaptureState.REFUSED) if one.capture_id == capture_id else one
        for one in captures
    )
