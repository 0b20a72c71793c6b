"""Planted breaches of stock and mails."""

from dataclasses import replace
from datetime import timedelta

from environment.audit.breach import BreachKind
from environment.audit.facts.mail_rows import ReceivedMailRow
from environment.audit.facts.order_content import DownloadRow
from environment.audit.invariants import ebooks, mails, stock
from environment.stack.service_settings import SUPPORT_MAIL

from .consistent_order import DUNE, NUMBER, PAID
from .consistent_snapshot import ADA, CANCELED_NUMBER, CONSISTENT, EMMA, NOW, changed, snapshot_with, without
from .planted_breach import PlantedBreach

STOCK = [
    PlantedBreach(
        stock.no_copy_is_sold_twice,
        BreachKind.OVERSOLD,
        '1 copy of "Dune" was sold twice: 2 sold, 1 received',
        snapshot_with(titles=changed(CONSISTENT.titles, 0, received=1)),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.COPIES_LOST,
        f'order {NUMBER} has no copies, but inventory has sold 2 copies of "Dune" for it',
        snapshot_with(order_lines=changed(CONSISTENT.order_lines, 0, kind="ebook")),
    ),
    PlantedBreach(
        stock.counts_add_up,
        BreachKind.COPIES_LOST,
        'of 5 copies of "Dune" that were received, 2 are on hand and 2 sold',
        snapshot_with(titles=changed(CONSISTENT.titles, 0, on_hand=2)),
    ),
    PlantedBreach(
        stock.counts_add_up,
        BreachKind.COPIES_LOST,
        'of 5 copies of "Dune" that were received, 4 are on hand and 2 sold; '
        "a copy that comes back is on hand when it is reported or counted",
        snapshot_with(titles=changed(CONSISTENT.titles, 0, on_hand=4)),
    ),
    PlantedBreach(
        stock.counts_add_up,
        BreachKind.STOCK_MISCOUNTED,
        '"Dune" has impossible counts: 4 reserved of 3 on hand, 2 sold',
        snapshot_with(titles=changed(CONSISTENT.titles, 0, reserved=4)),
    ),
    PlantedBreach(
        stock.counts_follow_reservations,
        BreachKind.STOCK_MISCOUNTED,
        'the count of reserved copies of "Dune" is 1, but the held reservations have 0',
        snapshot_with(titles=changed(CONSISTENT.titles, 0, reserved=1)),
    ),
    PlantedBreach(
        stock.counts_follow_reservations,
        BreachKind.STOCK_MISCOUNTED,
        'the count of sold copies of "Dune" is 2, but the confirmed reservations have 3',
        snapshot_with(reservation_lines=changed(CONSISTENT.reservation_lines, 0, quantity=3)),
    ),
    PlantedBreach(
        stock.counts_follow_reservations,
        BreachKind.STOCK_MISCOUNTED,
        'the count of sold copies of "Dune" is 2, but the confirmed reservations, '
        "with exchanges and returns, have 1",
        snapshot_with(returned_copies=changed(CONSISTENT.reservation_lines[:1], 0, quantity=1)),
    ),
    PlantedBreach(
        stock.counts_follow_movements,
        BreachKind.STOCK_MISCOUNTED,
        'the stock movements of "Dune" do not sum up to its counts',
        snapshot_with(movements=without(CONSISTENT.movements, 0)),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.COPIES_LOST,
        f'order {NUMBER} has 2 copies of "Dune", but inventory has sold no copies for it',
        snapshot_with(reservations=changed(CONSISTENT.reservations, 0, state="expired")),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.COPIES_LOST,
        f'order {NUMBER} has 2 copies of "Dune", but inventory has sold 1 copy of "Emma" for it',
        snapshot_with(reservation_lines=changed(CONSISTENT.reservation_lines, 0, sku=EMMA, quantity=1)),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.COPIES_LOST,
        'inventory has sold 1 copy of "Dune" without an order',
        snapshot_with(reservations=changed(CONSISTENT.reservations, 2, state="confirmed")),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.COPIES_LOST,
        f'inventory has sold 1 copy of "Emma" for order {CANCELED_NUMBER}, which is canceled',
        snapshot_with(reservations=changed(CONSISTENT.reservations, 1, state="confirmed")),
    ),
    PlantedBreach(
        stock.copies_follow_orders,
        BreachKind.RESERVATION_LEFT,
        'inventory still reserves 1 copy of "Dune" for a checkout without an order, '
        "although the checkout has ended",
        snapshot_with(reservations=changed(CONSISTENT.reservations, 2, state="held")),
    ),
    PlantedBreach(
        stock.no_reservation_is_overdue,
        BreachKind.RESERVATION_OVERDUE,
        'the reservation of 1 copy of "Dune" ended at 09:59:00 and is not released at 10:00:00',
        snapshot_with(
            reservations=changed(
                CONSISTENT.reservations, 2, state="held", expires_at=NOW - timedelta(minutes=1)
            )
        ),
    ),
]

REPORT = ReceivedMailRow(NUMBER, "bounce", (SUPPORT_MAIL,), "Undelivered", None)

MAILS = [
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_TWICE,
        f"2 confirmation mails were delivered for order {NUMBER} instead of 1",
        snapshot_with(mails=(*CONSISTENT.mails, CONSISTENT.mails[0])),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_MISSING,
        f"order {NUMBER} is paid, but {ADA} received no confirmation mail",
        snapshot_with(mails=without(CONSISTENT.mails, 0)),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_MISSING,
        f"order {CANCELED_NUMBER} is canceled, but {ADA} received no cancellation mail",
        snapshot_with(mails=without(CONSISTENT.mails, 2)),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_BOUNCED,
        f"the confirmation mail of order {NUMBER} to {ADA} bounced: 550 no such mailbox",
        snapshot_with(
            mails=(*without(CONSISTENT.mails, 0), REPORT),
            outgoing_mails=changed(
                CONSISTENT.outgoing_mails, 0, state="bounced", last_error="550 no such mailbox"
            ),
        ),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_UNCONFIRMED,
        f"the delivery of the confirmation mail of order {NUMBER} is unknown: connection reset",
        snapshot_with(
            mails=(*without(CONSISTENT.mails, 0), REPORT),
            outgoing_mails=changed(
                CONSISTENT.outgoing_mails, 0, state="unconfirmed", last_error="connection reset"
            ),
        ),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_MISSING,
        f"a mail about order {NUMBER} was not delivered, and support received no report of it",
        snapshot_with(
            outgoing_mails=changed(
                CONSISTENT.outgoing_mails, 0, state="unconfirmed", last_error="connection reset"
            )
        ),
    ),
    PlantedBreach(
        mails.every_order_has_its_mails,
        BreachKind.MAIL_TWICE,
        f"3 confirmation mails were delivered for order {NUMBER} instead of 2",
        snapshot_with(
            mails=(*CONSISTENT.mails, CONSISTENT.mails[0], CONSISTENT.mails[0]),
            outgoing_mails=(*CONSISTENT.outgoing_mails, replace(CONSISTENT.outgoing_mails[0], copy=True)),
        ),
    ),
    PlantedBreach(
        mails.confirmations_come_first,
        BreachKind.MAIL_EARLY,
        f"the cancellation mail of order {CANCELED_NUMBER} arrived before its confirmation mail",
        snapshot_with(mails=(CONSISTENT.mails[0], *CONSISTENT.mails[:0:-1])),
    ),
    PlantedBreach(
        mails.mails_are_right,
        BreachKind.MAIL_TO_STRANGER,
        f"{ADA} received a mail about order {NUMBER} of {SUPPORT_MAIL}",
        snapshot_with(mails=(*CONSISTENT.mails, replace(REPORT, recipients=(ADA,)))),
    ),
    PlantedBreach(
        mails.no_mail_is_needless,
        BreachKind.MAIL_NEEDLESS,
        f'{ADA} received a mail "Your order is canceled", but the order is paid',
        snapshot_with(
            mails=changed(CONSISTENT.mails, 0, kind="cancellation", subject="Your order is canceled")
        ),
    ),
    PlantedBreach(
        mails.no_mail_is_needless,
        BreachKind.MAIL_NEEDLESS,
        f'{ADA} received a mail "Welcome", but there is no such order',
        snapshot_with(mails=(*CONSISTENT.mails, ReceivedMailRow(None, None, (ADA,), "Welcome", None))),
    ),
    PlantedBreach(
        mails.mails_are_right,
        BreachKind.MAIL_TOTAL_WRONG,
        f"the confirmation mail of order {NUMBER} states $9.50, but the order costs $19.00",
        snapshot_with(mails=changed(CONSISTENT.mails, 0, total=950)),
    ),
    PlantedBreach(
        mails.mails_are_right,
        BreachKind.MAIL_TO_STRANGER,
        f"eve@readers.example received a mail about order {NUMBER} of {ADA}",
        snapshot_with(mails=changed(CONSISTENT.mails, 0, recipients=(ADA, "eve@readers.example"))),
    ),
]

_EBOOK = changed(CONSISTENT.order_lines, 0, kind="ebook")
EBOOKS = [
    PlantedBreach(
        ebooks.ebooks_of_paid_orders_have_links,
        BreachKind.EBOOK_UNDELIVERED,
        f"order {NUMBER} has 0 links to its 1 paid e-books",
        snapshot_with(
            order_lines=_EBOOK,
            reservation_lines=without(CONSISTENT.reservation_lines, 0),
            titles=(),
            movements=(),
        ),
    ),
    PlantedBreach(
        ebooks.opened_ebooks_stay_paid,
        BreachKind.EBOOK_REFUNDED,
        f"an e-book of order {NUMBER} was opened, and refunded as well",
        snapshot_with(downloads=(DownloadRow(PAID, DUNE, is_opened=True, is_refunded=True),)),
    ),
]
