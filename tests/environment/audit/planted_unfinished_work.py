"""Work that is left undone, exceptions and unexpected calls, one plant for each way."""

from environment.audit import in_flight, inside
from environment.audit.breach import Kind
from environment.audit.snapshot import Call, LogLine, Message

from .consistent_snapshot import CANCELED_NUMBER, NUMBER, PAID, but, day
from .consistent_snapshot import GOOD_DAY as GOOD
from .planted_breach import Plant

_TRACEBACK = 'Traceback (most recent call last):\n  File "store.py", line 1\nKeyError: 3\nmore about it'

IN_FLIGHT = [
    Plant(
        in_flight.checkouts_have_ended,
        Kind.CHECKOUT_UNFINISHED,
        'a checkout over $9.50 has not ended: it is compensating at "authorize" after 3 tries',
        day(checkouts=but(GOOD.checkouts, 2, state="compensating", attempts=3, finished=False)),
    ),
    Plant(
        in_flight.payments_are_settled,
        Kind.PAYMENT_UNSETTLED,
        f"the payment of $19.00 for order {NUMBER} is not settled: it is capturing",
        day(payments=but(GOOD.payments, 0, state="capturing", due=True)),
    ),
    Plant(
        in_flight.orders_have_settled,
        Kind.ORDER_UNFINISHED,
        f"order {CANCELED_NUMBER} is being canceled, and that does not come to an end",
        day(orders=but(GOOD.orders, 1, state="canceling")),
    ),
    Plant(
        in_flight.orders_have_settled,
        Kind.ORDER_UNFINISHED,
        f"order {NUMBER} is neither paid nor canceled, although its checkout has ended",
        day(orders=but(GOOD.orders, 0, state="placed", paid=False)),
    ),
    Plant(
        in_flight.messages_are_sent,
        Kind.MESSAGE_WAITING,
        f"the order service has not told notifications of order.paid for order {NUMBER} "
        "(1 try, the last: 503)",
        day(messages=(Message("notifications", PAID, "order.paid", 1, "503"),)),
    ),
    Plant(
        in_flight.mails_are_sent,
        Kind.MAIL_WAITING,
        f"the confirmation of order {NUMBER} is waiting to be sent (2 tries, the last: 421 busy)",
        day(posts=but(GOOD.posts, 0, state="queued", attempts=2, last_error="421 busy")),
    ),
    Plant(
        in_flight.webhooks_are_delivered,
        Kind.WEBHOOK_WAITING,
        "the gateway still has 2 messages for payments to deliver",
        day(webhooks=2),
    ),
]

INSIDE = [
    Plant(
        inside.no_unhandled_exception,
        Kind.UNHANDLED_EXCEPTION,
        'orders failed inside ("unhandled exception"): KeyError: 3 (trace 0af7)',
        day(troubles=(LogLine("orders", "unhandled exception", "0af7", _TRACEBACK),)),
    ),
    Plant(
        inside.no_unexpected_call,
        Kind.UNEXPECTED_CALL,
        "nobody expected this call on checkout -> payments: POST /payments/1/capture",
        day(unexpected_calls=(Call("checkout -> payments", "POST /payments/1/capture"),)),
    ),
]
