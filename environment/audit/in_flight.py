"""What is still to be done by itself: nothing of it is left once the bookstore is at rest."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books
from environment.audit.formatting import dossier, several, written


def checkouts_have_ended(books: Books) -> Iterator[Breach]:
    """No saga is under way."""
    for checkout in books.checkouts:
        if not checkout.finished:
            total = written(checkout.agreed, checkout.currency)
            tries = several(checkout.attempts, "try", "tries")
            where = f'{checkout.state} at "{checkout.step}" after {tries}'
            sentence = f"a checkout over {total} has not ended: it is {where}"
            yield Breach(Kind.CHECKOUT_UNFINISHED, sentence, dossier(books, checkout.checkout_id))


def payments_are_settled(books: Books) -> Iterator[Breach]:
    """Of every payment it is known what became of it."""
    for payment in books.payments:
        if payment.due:
            amount, name = written(payment.amount, payment.currency), books.named(payment.checkout_id)
            sentence = f"the payment of {amount} for {name} is not settled: it is {payment.state}"
            yield Breach(Kind.PAYMENT_UNSETTLED, sentence, dossier(books, payment.checkout_id))


def orders_have_settled(books: Books) -> Iterator[Breach]:
    """No order is on its way to being paid or canceled."""
    unfinished = {checkout.checkout_id for checkout in books.checkouts if not checkout.finished}
    for order in books.orders:
        if order.state == "canceling":
            sentence = f"order {order.number} is being canceled, and that does not come to an end"
        elif order.state == "placed" and order.checkout_id not in unfinished:
            sentence = f"order {order.number} is neither paid nor canceled, although its checkout has ended"
        else:
            continue
        yield Breach(Kind.ORDER_UNFINISHED, sentence, dossier(books, order.checkout_id))


def messages_are_sent(books: Books) -> Iterator[Breach]:
    """The outbox is empty."""
    for message in books.messages:
        what = message.subject or "a request"
        sentence = (
            f"the order service has not told {message.destination} of {what} for "
            f"{books.named(message.checkout_id)} {_tried(message.attempts, message.last_error)}"
        )
        evidence = (Table.of("outbox", [message]), *dossier(books, message.checkout_id))
        yield Breach(Kind.MESSAGE_WAITING, sentence, evidence)


def mails_are_sent(books: Books) -> Iterator[Breach]:
    """No mail waits for its next attempt."""
    for post in books.posts:
        if post.state == "queued":
            tried = _tried(post.attempts, post.last_error)
            sentence = f"the {post.kind} of order {post.order_number} is waiting to be sent {tried}"
            yield Breach(Kind.MAIL_WAITING, sentence, (Table.of("mails to send", [post]),))


def webhooks_are_delivered(books: Books) -> Iterator[Breach]:
    """The gateway has nothing more to tell."""
    if books.webhooks:
        messages = several(books.webhooks, "message", "messages")
        yield Breach(Kind.WEBHOOK_WAITING, f"the gateway still has {messages} for payments to deliver")


def _tried(attempts: int, last_error: str | None) -> str:
    last = f", the last: {last_error}" if last_error else ""
    return f"({several(attempts, 'try', 'tries')}{last})"
