"""What one kind of mail says in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MailTexts:
    """What one kind of mail says; `{number}` is the order number, `{name}` the customer's name."""

    subject: str
    headline: str
    greeting: str
    opening: str
    money: Mapping[str, str]
    closing: str
