"""Discount codes, their terms, and the reasons why they do not apply."""

from __future__ import annotations

import re

from steps.parameter_types.phrases import phrase
from steps.vocabulary import discount_codes as codes
from steps.vocabulary.money import PATTERN

_CODE = r'"[A-Z0-9]+"'
TYPES = {
    "Code": phrase(_CODE, lambda text: text.strip('"'), forms=['"SPRING"', '"TEN4U"']),
    "Codes": phrase(
        rf"{_CODE}(?:, {_CODE})*(?: and {_CODE})?",
        lambda text: re.findall(r'"([A-Z0-9]+)"', text),
        forms=['"SPRING" and "GIFT"', '"A", "B" and "C"'],
    ),
    "Off": phrase(rf"(?:{PATTERN}|\d+(?:\.\d+)?%)", codes.takes_off, forms=["$2.00", "12.5%"]),
    "Terms": phrase(r"[a-z][^\"]*", codes.terms, forms=codes.FORMS),
    "Reason": phrase(r"it [a-z ]+", codes.reason, codes.REASONS),
}
