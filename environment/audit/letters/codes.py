"""The codes of gift cards in a mail, each by its hash, as payments keeps it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from steps.vocabulary.gift_card_codes import hash_of

_CODE = re.compile(r"(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}(?![\w-])")


_TOLD = re.compile(r"the code [0-9a-f]{64}")


def code_by(code_hash: str) -> str:
    """How the code with this hash is told here."""
    return f"the code {code_hash}"


def without_codes(said: Sequence[str]) -> list[str]:
    """What a mail says beside codes, for a shop that does not tell which cards an order has bought."""
    return [line for line in said if not _TOLD.search(line)]


def with_hashed_codes(text: str) -> str:
    """The text with each code told by its hash."""
    return _CODE.sub(lambda found: code_by(hash_of(found[0])), text)
