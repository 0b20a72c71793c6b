"""The hash by which services know the code of a gift card; they keep and pass on nothing else of it."""

from __future__ import annotations

from hashlib import sha256

NO_CARD = "0" * 64
"""The form of a hash, and the hash of no code."""


def hash_of(code: str) -> str:
    """SHA-256, hexadecimal, of the symbols of a code as it is printed."""
    return sha256(code.replace("-", "").encode()).hexdigest()
