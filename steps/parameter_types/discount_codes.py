"""Discount codes, their terms, and the reasons why they do not apply."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.vocabulary import discount_codes as codes
from steps.vocabulary.money import PATTERN

TYPES = {
    "Code": phrase(r'"[A-Z0-9]+"', lambda text: text.strip('"')),
    "Off": phrase(rf"(?:{PATTERN}|\d+(?:\.\d+)?%)", codes.takes_off),
    "Terms": phrase(r"[a-z][^\"]*", codes.terms),
    "Reason": phrase(r"it [a-z ]+", codes.reason, codes.REASONS),
}
