"""Mails as notifications stores them, and as the mail server has accepted them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutgoingMailRow:
    """A mail as notifications stores it. `copy`: a member of the staff requested it again."""

    order_number: str
    kind: str
    recipient: str
    state: str
    attempts: int
    last_error: str | None
    copy: bool = False

    @property
    def lost(self) -> bool:
        """Whether notifications has given up, so that support receives a report."""
        return self.state in ("bounced", "unconfirmed")


@dataclass(frozen=True)
class ReceivedMailRow:
    """A mail that the mail server has accepted. `kind` and `total` are None where the mail states none."""

    order_number: str | None
    kind: str | None
    recipients: tuple[str, ...]
    subject: str
    total: int | None
