"""Gift cards by their place among those of a person, and numbers of them."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of, phrase


def _number(text: str) -> int:
    return int(text.split(maxsplit=1)[0])


TYPES = {
    "GiftCard": one_of({"gift card": 0, "first gift card": 0, "second gift card": 1}),
    "GiftCards": phrase(r"\d+ gift cards?", _number, forms=["1 gift card", "3 gift cards"]),
}
"""`the second gift card`; `3 gift cards`."""
