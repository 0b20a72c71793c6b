"""What counts as delivered: an answer that accepts the message. Anything else is tried again."""

from __future__ import annotations

from collections.abc import Callable

from bookstore.platform.http import CallFailed, ServiceAnswer
from bookstore.platform.outbox import MessageSender, NotDelivered, OutboxMessage


def accepted(answer: ServiceAnswer) -> ServiceAnswer:
    """The answer itself. Raises NotDelivered where it refuses."""
    if not answer.accepted:
        raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
    return answer


def not_delivered_on_failure(send: Callable[[OutboxMessage], None]) -> MessageSender:
    """A sender that says NotDelivered where a call failed."""

    def sender(message: OutboxMessage) -> None:
        try:
            send(message)
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure

    return sender
