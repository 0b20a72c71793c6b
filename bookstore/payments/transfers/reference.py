"""Creditor references (ISO 11649): what a customer writes on a transfer. Two check digits catch a typo."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O or U, which are misread on paper; 10 symbols carry 50 random bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = re.compile(r"RF(\d{2})([0-9A-Z]{1,21})")


def new_reference() -> str:
    """A random reference such as RF18539007547034."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"RF{_check_digits(body)}{body}"


def read_reference(text: str) -> str | None:
    """The reference in what a customer wrote, without regard to case and blanks; None where it is none."""
    found = _SHAPE.fullmatch("".join(text.split()).upper())
    return found[0] if found and _check_digits(found[2]) == found[1] else None


def _check_digits(body: str) -> str:
    """ISO 7064, MOD 97-10, as for an IBAN: letters count from A = 10, and RF00 stands at the end."""
    number = int("".join(str(int(sign, 36)) for sign in f"{body}RF00"))
    return f"{98 - number % 97:02}"
