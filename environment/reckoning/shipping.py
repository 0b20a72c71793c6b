"""What record 5 says about the cost of shipping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from environment.reckoning.bill import Bill

STANDARD = "standard"
"""The way whose rate is set where none is named, and which no mail names."""


def is_shipped(line: Mapping[str, Any]) -> bool:
    """Whether copies of this line are shipped: those of a printed title, which the line may not say."""
    return bool(line.get("kind", "printed") == "printed")


def goods_in_parcel(lines: Sequence[Mapping[str, Any]], bill: Bill) -> int:
    """What the titles that are shipped cost after the discount; the bill has the same lines."""
    return sum(
        priced.line_total - priced.discount
        for line, priced in zip(lines, bill.lines, strict=True)
        if is_shipped(line)
    )


def shipping_cost(terms: Mapping[str, Any], goods: int, grams: int) -> int | None:
    """What a way of shipping with these terms costs, in minor units; None where it does not carry the parcel.

    The terms are `amount`, `free_from`, `per_kilogram` and `heaviest`, all but the first may be missing.
    `goods` is what the shipped titles cost after the discount: from `free_from` on it costs nothing. Each
    kilogram that is begun counts, up to a parcel of `heaviest` grams.
    """
    free_from, heaviest = terms.get("free_from"), terms.get("heaviest")
    if heaviest is not None and grams > heaviest:
        return None
    if free_from is not None and goods >= free_from:
        return 0
    kilograms, begun = divmod(grams, 1000)
    return int(terms["amount"]) + int(terms.get("per_kilogram") or 0) * (kilograms + bool(begun))
