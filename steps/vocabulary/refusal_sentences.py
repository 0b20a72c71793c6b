"""What our own bookstore says with a refusal, by the kind of refusal: another shop has words of its own."""

from __future__ import annotations

from collections.abc import Mapping

_DECLINED, _UNAVAILABLE = ("payment-declined",), ("payments-unavailable", "try-again")
SLUGS: Mapping[str, tuple[str, ...]] = {
    "Your bank declined the payment. Please use another card, or ask your bank why.": _DECLINED,
    "Your bank could not confirm that it was you. Please try again, or use another card.": _DECLINED,
    "The card does not have enough funds for this order. Please use another card.": _DECLINED,
    "The card has expired. Please use another card.": _DECLINED,
    "The card's security code is not right. Please check it and try again.": _DECLINED,
    "Your bank could not process the card just now. Please try again in a few minutes.": _DECLINED,
    "We cannot take payments at the moment. You have not been charged.": _UNAVAILABLE,
    "The order is too large to be paid at once. Nothing was charged.": ("amount-too-large",),
}
"""By sentence, the slugs of the refusals that mean the same."""


def is_meant_by(slug: str, sentence: str) -> bool:
    """Whether a refusal of another shop, which has this slug, is of the kind that our sentence belongs to."""
    return slug in SLUGS.get(sentence, (slug,))
