"""What can go wrong with copies and mails, one plant for each way."""

from dataclasses import replace
from datetime import timedelta

from environment.audit import mails, stock
from environment.audit.breach import Kind
from environment.audit.snapshot import Mail
from environment.stack.service_settings import SUPPORT_MAIL

from .consistent_snapshot import ADA, CANCELED_NUMBER, EMMA, NOW, NUMBER, but, day, without
from .consistent_snapshot import GOOD_DAY as GOOD
from .planted_breach import Plant

STOCK = [
    Plant(
        stock.no_copy_is_sold_twice,
        Kind.OVERSOLD,
        '1 copy of "Dune" was sold twice: 2 sold, 1 received',
        day(titles=but(GOOD.titles, 0, received=1)),
    ),
    Plant(
        stock.counts_add_up,
        Kind.COPIES_LOST,
        'of 5 copies of "Dune" that were received, 2 are on hand and 2 sold',
        day(titles=but(GOOD.titles, 0, on_hand=2)),
    ),
    Plant(
        stock.counts_add_up,
        Kind.STOCK_MISCOUNTED,
        '"Dune" has impossible counts: 4 reserved of 3 on hand, 2 sold',
        day(titles=but(GOOD.titles, 0, reserved=4)),
    ),
    Plant(
        stock.counts_follow_reservations,
        Kind.STOCK_MISCOUNTED,
        '1 copy counts as reserved of "Dune", but by the reservations it is 0',
        day(titles=but(GOOD.titles, 0, reserved=1)),
    ),
    Plant(
        stock.counts_follow_reservations,
        Kind.STOCK_MISCOUNTED,
        '2 copies count as sold of "Dune", but by the reservations it is 3',
        day(reserved=but(GOOD.reserved, 0, quantity=3)),
    ),
    Plant(
        stock.counts_follow_movements,
        Kind.STOCK_MISCOUNTED,
        'the stock movements of "Dune" do not sum up to its counts',
        day(movements=without(GOOD.movements, 0)),
    ),
    Plant(
        stock.copies_follow_orders,
        Kind.COPIES_LOST,
        f'order {NUMBER} promises 2 copies of "Dune", but of these copies none left the shelf',
        day(reservations=but(GOOD.reservations, 0, state="expired")),
    ),
    Plant(
        stock.copies_follow_orders,
        Kind.COPIES_LOST,
        f'order {NUMBER} promises 2 copies of "Dune", but of these copies 1 copy of "Emma" left the shelf',
        day(reserved=but(GOOD.reserved, 0, sku=EMMA, quantity=1)),
    ),
    Plant(
        stock.copies_follow_orders,
        Kind.COPIES_LOST,
        '1 copy of "Dune" left the shelf without an order',
        day(reservations=but(GOOD.reservations, 2, state="confirmed")),
    ),
    Plant(
        stock.copies_follow_orders,
        Kind.COPIES_LOST,
        f'1 copy of "Emma" left the shelf for order {CANCELED_NUMBER}, which is canceled',
        day(reservations=but(GOOD.reservations, 1, state="confirmed")),
    ),
    Plant(
        stock.copies_follow_orders,
        Kind.RESERVATION_LEFT,
        '1 copy of "Dune" still reserved for a checkout without an order, although that has ended',
        day(reservations=but(GOOD.reservations, 2, state="held")),
    ),
    Plant(
        stock.no_reservation_is_overdue,
        Kind.RESERVATION_OVERDUE,
        '1 copy of "Dune" reserved until 09:59:00, and not given up at 10:00:00',
        day(reservations=but(GOOD.reservations, 2, state="held", expires_at=NOW - timedelta(minutes=1))),
    ),
]

REPORT = Mail(NUMBER, "bounce", (SUPPORT_MAIL,), "Undelivered", None)

MAILS = [
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_TWICE,
        f"order {NUMBER} was confirmed by 2 mails",
        day(mails=(*GOOD.mails, GOOD.mails[0])),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_MISSING,
        f"order {NUMBER} is paid, but {ADA} got no confirmation",
        day(mails=without(GOOD.mails, 0)),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_MISSING,
        f"order {CANCELED_NUMBER} is canceled, but {ADA} got no cancellation",
        day(mails=without(GOOD.mails, 2)),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_BOUNCED,
        f"the confirmation of order {NUMBER} came back from {ADA}: 550 no such mailbox",
        day(
            mails=(*without(GOOD.mails, 0), REPORT),
            posts=but(GOOD.posts, 0, state="bounced", last_error="550 no such mailbox"),
        ),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_UNCONFIRMED,
        f"nobody knows whether the confirmation of order {NUMBER} was delivered: connection reset",
        day(
            mails=(*without(GOOD.mails, 0), REPORT),
            posts=but(GOOD.posts, 0, state="unconfirmed", last_error="connection reset"),
        ),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_MISSING,
        f"a mail about order {NUMBER} could not be delivered, and support was not told",
        day(posts=but(GOOD.posts, 0, state="unconfirmed", last_error="connection reset")),
    ),
    Plant(
        mails.every_order_is_told_once,
        Kind.MAIL_TWICE,
        f"order {NUMBER} was confirmed by 3 mails",
        day(
            mails=(*GOOD.mails, GOOD.mails[0], GOOD.mails[0]),
            posts=(*GOOD.posts, replace(GOOD.posts[0], copy=True)),
        ),
    ),
    Plant(
        mails.mails_are_right,
        Kind.MAIL_TO_STRANGER,
        f"{ADA} got a mail about order {NUMBER} of {SUPPORT_MAIL}",
        day(mails=(*GOOD.mails, replace(REPORT, recipients=(ADA,)))),
    ),
    Plant(
        mails.no_mail_is_needless,
        Kind.MAIL_NEEDLESS,
        f'{ADA} got a mail "Your order is canceled", but the order is paid',
        day(mails=but(GOOD.mails, 0, kind="cancellation", subject="Your order is canceled")),
    ),
    Plant(
        mails.no_mail_is_needless,
        Kind.MAIL_NEEDLESS,
        f'{ADA} got a mail "Welcome", but there is no such order',
        day(mails=(*GOOD.mails, Mail(None, None, (ADA,), "Welcome", None))),
    ),
    Plant(
        mails.mails_are_right,
        Kind.MAIL_TOTAL_WRONG,
        f"the confirmation of order {NUMBER} says $9.50, but the order costs $19.00",
        day(mails=but(GOOD.mails, 0, total=950)),
    ),
    Plant(
        mails.mails_are_right,
        Kind.MAIL_TO_STRANGER,
        f"eve@readers.example got a mail about order {NUMBER} of {ADA}",
        day(mails=but(GOOD.mails, 0, recipients=(ADA, "eve@readers.example"))),
    ),
]
