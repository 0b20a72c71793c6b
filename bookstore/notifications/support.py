"""Reports to the shop's support about mails that are not retried any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bookstore.notifications.message import MailSender, RenderedMail, compose, trace_of
from bookstore.notifications.model import MailKind, MailState, QueuedMail
from bookstore.platform import correlation

_TEXT = """The {kind} of order {number} {fate}.

To: {recipient}
Attempts: {attempts}
Last heard: {why}

The order stands as it is. Please reach the customer another way. Once the mailbox takes mail again,
a copy of a confirmation can be asked for by the order number.
"""
_OUTCOMES = {
    MailState.BOUNCED: "could not be delivered",
    MailState.UNCONFIRMED: "may have been delivered; the mail server did not say",
}


@dataclass(frozen=True)
class SupportReports:
    """The mailbox of support, at `address`."""

    sender: MailSender
    address: str

    def report_of(self, mail: QueuedMail, now: datetime) -> QueuedMail | None:
        """The report about this mail; None where it is not undelivered, or is a report itself."""
        if mail.kind is MailKind.BOUNCE or not mail.undelivered:
            return None
        report = QueuedMail(uuid4(), mail.order_number, MailKind.BOUNCE, self.address, None, now, now)
        message_id = self.sender.message_id(mail.order_number, MailKind.BOUNCE, str(mail.mail_id))
        message = compose(
            _content(mail),
            sender=self.sender,
            recipient=self.address,
            message_id=message_id,
            at=now,
            trace=trace_of(mail.message) if mail.message else correlation.current().headers(),
        )
        return replace(report, message=message, about=str(mail.mail_id))


def _content(mail: QueuedMail) -> RenderedMail:
    text = _TEXT.format(
        kind=mail.kind,
        number=mail.order_number,
        fate=_OUTCOMES[mail.state],
        recipient=mail.recipient,
        attempts=mail.attempts,
        why=" ".join((mail.last_error or "nothing").split()),
    )
    return RenderedMail("en", f"Undelivered: the {mail.kind} of order {mail.order_number}", text)
