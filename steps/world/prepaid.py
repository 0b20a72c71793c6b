"""Money that the shop holds for a person: gift cards by their codes, and store credit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Prepaid:
    """What a person pays with before anything else, in the order of the codes."""

    codes: list[str] = field(default_factory=list)
    with_store_credit: bool = False

    def code(self, place: int) -> str:
        """The code of a gift card, counted from 0. Raises AssertionError where there are fewer."""
        if place >= len(self.codes):
            raise AssertionError(f"there are {len(self.codes)} gift cards in this scenario: say more first")
        return self.codes[place]

    def submitted(self) -> dict[str, Any]:
        """What a submission says of it; nothing where nothing is paid in this way."""
        cards: dict[str, Any] = {"gift_cards": list(self.codes)} if self.codes else {}
        return {**cards, "store_credit": True} if self.with_store_credit else cards

    def secrets(self, role: str) -> dict[str, str]:
        """The codes by what they are: who has one can spend its money."""
        return {
            f"the code of gift card {place} of the {role}": code
            for place, code in enumerate(self.codes, start=1)
        }
