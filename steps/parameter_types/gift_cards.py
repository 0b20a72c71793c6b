"""Gift cards by their place among those of a person."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

TYPES = {"GiftCard": one_of({"gift card": 0, "first gift card": 0, "second gift card": 1})}
