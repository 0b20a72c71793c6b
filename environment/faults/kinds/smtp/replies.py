"""What a mail server says when it does not take a mail."""

from __future__ import annotations

import re

from environment.faults.call import ProxiedCall

_RECIPIENT = re.compile(r"RCPT TO:(<[^>]*>)", re.IGNORECASE)


def refuse(call: ProxiedCall, status: int, code: str, text: str) -> None:
    """Answer as Postfix does: to a recipient with the address, which the caller must not repeat in its log.

    `code` is the enhanced status code (RFC 3463), such as 5.1.1.
    """
    recipient = _RECIPIENT.match(call.message.raw.decode("utf-8", "replace"))
    mailbox = f"{recipient[1]}: " if recipient else ""
    call.answer(f"{status} {code} {mailbox}{text}\r\n".encode())
