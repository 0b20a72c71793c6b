"""Ids in Stripe's form: a prefix, an underscore, letters and digits."""

from __future__ import annotations

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits


def new(prefix: str, length: int = 24) -> str:
    """A random id, for example pi_3KxYb0..."""
    # 16 bits a letter keep the bias of the modulo below one in a thousand; one draw instead of 24.
    drawn = secrets.token_bytes(2 * length)
    letters = (_ALPHABET[int.from_bytes(drawn[i : i + 2], "big") % 62] for i in range(0, 2 * length, 2))
    return f"{prefix}_{''.join(letters)}"
