"""The addresses that an order may have had when a mail about it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from environment.audit.facts.order_content import Letter, OrderContent
from environment.audit.invariants.mails import ADDRESS_CHANGE, CANCELLATION, LAPSE, TRANSFER

_LAST = (CANCELLATION, LAPSE)
"""The kinds of mails that an order gets after its last change of address."""


def as_addressed(order: OrderContent, letter: Letter) -> Sequence[OrderContent]:
    """The order with each pair of addresses that it may have had then; the last ones come first.

    A mail about a change has those of that change. One about money may be written at any time.
    """
    had = (
        replace(order, address=each.address, billing_address=each.billing_address) for each in order.former
    )
    held = [*had, order]
    if letter.kind == ADDRESS_CHANGE and letter.about.isdecimal():
        return held[int(letter.about) :][:1] or [order]
    if letter.kind == TRANSFER:
        return held[:1]
    return [order] if letter.kind in _LAST else held[::-1]
