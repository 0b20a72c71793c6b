"""Amounts of money."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.vocabulary.money import PATTERN, Money

TYPES = {"Money": phrase(PATTERN, Money.parse, forms=["$12.50", "€9.99", "£7.25", "¥500", "KWD 2.500"])}
"""`$12.50`, with exactly the decimals of its currency."""
