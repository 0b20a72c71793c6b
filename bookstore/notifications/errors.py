"""The refusals of the notifications service, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class UnmailableAddress(Exception):
    """No mail can be addressed to this recipient. The event is kept; its mail is stored as bounced."""


class NotificationRefusal(ServiceRefusal):
    """Base of every refusal of this service."""


class NothingToCopy(NotificationRefusal):
    """The order has no confirmation, or none that could be sent."""


class ConfirmationPending(NotificationRefusal):
    """A confirmation of the order is still queued: a copy would be a second mail."""


class MailUnderWay(NotificationRefusal):
    """A mail of the order is still queued: it goes first."""


class OrderCanceled(NotificationRefusal):
    """The order is canceled: its confirmation is no longer true."""


PROBLEMS: ProblemTable = {
    NothingToCopy: Problem(404, "nothing-to-copy", "There is no confirmation to copy"),
    ConfirmationPending: Problem(
        409, "still-on-its-way", "The confirmation is still being sent", {"Retry-After": "1"}
    ),
    MailUnderWay: Problem(
        409, "mail-under-way", "A mail of the order is still being sent", {"Retry-After": "1"}
    ),
    OrderCanceled: Problem(409, "order-canceled", "The order is canceled"),
}
