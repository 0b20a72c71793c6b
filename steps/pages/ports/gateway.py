"""The customer's part of the gateway through pages: the card is chosen in its fields before the click."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from steps.drivers.gateway import CARDS, GatewayDriver


@dataclass(frozen=True)
class GatewayPages(GatewayDriver):
    """The gateway's driver, but for the token: the gateway makes it in the frame of the payment page."""

    def tokenize(self, card: str) -> str:
        """The card in the person's hand, as the payment page is told to choose it; no token exists yet."""
        if card not in CARDS:
            raise AssertionError(f"no such test card: “{card}”; there are {', '.join(CARDS)}")
        return f"{uuid4()} {CARDS[card].replace('pm_card_', 'tok_')}"
