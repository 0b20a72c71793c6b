"""What notifications refuses, and how each refusal is told."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class UnmailableAddress(Exception):
    """No mail can be addressed to this recipient. The event stands; its mail is kept as bounced."""


class NotificationRefusal(ServiceRefusal):
    """Notifications says no."""


class NothingToCopy(NotificationRefusal):
    """The order has no confirmation, or none that could ever be sent."""


class ConfirmationPending(NotificationRefusal):
    """A confirmation of the order is still being tried: a copy would come on top of it."""


class OrderCanceled(NotificationRefusal):
    """The order is canceled: its confirmation is not true any more."""


PROBLEMS: ProblemTable = {
    NothingToCopy: Problem(404, "nothing-to-copy", "There is no confirmation to copy"),
    ConfirmationPending: Problem(409, "still-on-its-way", "The confirmation is still being sent"),
    OrderCanceled: Problem(409, "order-canceled", "The order is canceled"),
}
