"""The codes of gift cards in mails: a stored message has a place for each, which is filled when it is sent.

A code is worth its balance to any person who has it, so no table has one (docs/adr/0048).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAK = rb"(?:=\r\n)?"  # quoted-printable may break a line anywhere (RFC 2045, section 6.7)
_PLACE = re.compile(
    _BREAK.join(re.escape(symbol.encode()) for symbol in "[gift-card:")
    + rb"((?:\d|=\r\n)+)"
    + re.escape(b"]")
)


def place_of(number: int) -> str:
    """What stands in a message for the code of the gift card at this place of the mail, from 1."""
    return f"[gift-card:{number}]"


def filled(message: bytes, codes: Sequence[str]) -> bytes:
    """The message with its codes. A place that a customer has typed, and no card has, stays as it is."""

    def code_at(place: re.Match[bytes]) -> bytes:
        number = int(place[1].replace(b"=\r\n", b""))
        return codes[number - 1].encode() if 1 <= number <= len(codes) else place[0]

    return _PLACE.sub(code_at, message) if codes else message
