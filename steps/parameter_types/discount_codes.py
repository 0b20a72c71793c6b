"""Discount codes, their terms, and the reasons why they do not apply."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.vocabulary import discount_codes as codes
from steps.vocabulary.money import PATTERN

TYPES = {
    "Code": phrase(r'"[A-Z0-9]+"', lambda text: text.strip('"'), forms=['"SPRING"', '"TEN4U"']),
    "Off": phrase(rf"(?:{PATTERN}|\d+(?:\.\d+)?%)", codes.takes_off, forms=["$2.00", "12.5%"]),
    "Terms": phrase(r"[a-z][^\"]*", codes.terms, forms=codes.FORMS),
    "Reason": phrase(r"it [a-z ]+", codes.reason, codes.REASONS),
}
