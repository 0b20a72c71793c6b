"""Planted breaches of orders on invoice: beside the consistent snapshot an order that is owed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from environment.audit.breach import BreachKind
from environment.audit.facts.reminder_rows import ReminderRow
from environment.audit.facts.snapshot import CheckoutRow, LineRow, OrderRow, Snapshot
from environment.audit.facts.stock_rows import ReservationRow
from environment.audit.facts.transfer_rows import ExpectedTransferRow, ReceivableRow, TransferRow
from environment.audit.invariants import credit, reminders

from .consistent_snapshot import ADA, CONSISTENT, EMMA, NOW
from .planted_breach import PlantedBreach

OWED, NUMBER = "checkout-owed", "BK-0WED-0005"
_ORDER = OrderRow(
    OWED,
    NUMBER,
    "owed",
    ADA,
    "JPY",
    500,
    False,
    None,
    (),
    by_transfer=True,
    received=200,
    on_invoice=True,
    invoiced=1,
    owner="ada",
)
_EXPECTED = ExpectedTransferRow(
    OWED, "open", "RF55B00KST0RE", "JPY", 500, 200, 0, owed_by="ada", credit_limit=500
)


def _with_debt(**changes: Any) -> Snapshot:
    """The consistent snapshot with an order of which a part is owed."""
    emma = [
        replace(row, on_hand=row.on_hand - 1, sold=row.sold + 1) if row.sku == EMMA else row
        for row in CONSISTENT.titles
    ]
    mail = replace(CONSISTENT.mails[0], order_number=NUMBER, kind="invoice", recipients=(ADA,), total=500)
    added: dict[str, Any] = {
        "checkouts": (
            *CONSISTENT.checkouts,
            CheckoutRow(OWED, "cart-5", "completed", "close-cart", 0, True, NUMBER, 500, "JPY"),
        ),
        "orders": (*CONSISTENT.orders, _ORDER),
        "order_lines": (*CONSISTENT.order_lines, LineRow(OWED, EMMA, 1)),
        "titles": tuple(emma),
        "movements": tuple(emma),
        "reservations": (*CONSISTENT.reservations, ReservationRow(OWED, "confirmed", NOW)),
        "reservation_lines": (*CONSISTENT.reservation_lines, LineRow(OWED, EMMA, 1)),
        "expected_transfers": (_EXPECTED,),
        "transfers": (TransferRow("stmt-1", OWED, "JPY", 200, 200),),
        "receivables": (ReceivableRow("JPY", 300),),
        "mails": (*CONSISTENT.mails, mail),
    }
    return replace(CONSISTENT, **(added | changes))


WITH_DEBT = _with_debt()
"""A consistent snapshot as well."""


def _expecting(*others: ExpectedTransferRow, **changes: Any) -> Snapshot:
    return _with_debt(expected_transfers=(replace(_EXPECTED, **changes), *others))


_PART = TransferRow("stmt-1", OWED, "JPY", 200, 200, NOW)
_REMINDER = ReminderRow(OWED, 300, NOW + timedelta(days=1), NOW - timedelta(days=1))


_TOLD = f"the customer of order {NUMBER} was reminded that it is overdue"


def _reminding(*rows: ReminderRow, **changes: Any) -> Snapshot:
    """With reminders a day after a part of the sum had arrived, and the mail of the first."""
    first = WITH_DEBT.mails[-1]
    mails = (*WITH_DEBT.mails, replace(first, kind="reminder"))
    return _with_debt(**({"reminders": rows, "mails": mails, "transfers": (_PART,)} | changes))


REMINDED = _reminding(_REMINDER)
"""A consistent snapshot as well, also where another part arrives at the moment of the reminder."""

CREDIT = [
    PlantedBreach(
        credit.customers_owe_what_was_allowed,
        BreachKind.OWED_TOO_MUCH,
        "a customer owes ¥600 on invoice, but was allowed ¥500",
        _expecting(replace(_EXPECTED, checkout_id="checkout-owed-2")),
    ),
    PlantedBreach(
        credit.orders_on_invoice_are_owed,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} is owed ¥300, but payments expects ¥0 for it",
        _expecting(state="ended"),
    ),
    PlantedBreach(
        credit.orders_on_invoice_are_owed,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} was bought on invoice, but another customer owes it",
        _expecting(owed_by="grace"),
    ),
    PlantedBreach(
        credit.the_books_have_what_is_owed,
        BreachKind.RECORDS_DIFFER,
        "the books have receivables of ¥500, but orders are owed ¥300",
        _with_debt(receivables=(ReceivableRow("JPY", 500),)),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded,
        BreachKind.ORDER_UNFINISHED,
        f"the customer of order {NUMBER} was not reminded that it is overdue",
        _with_debt(reminders=(ReminderRow(OWED, None, None, NOW - timedelta(days=1)),)),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded_once,
        BreachKind.MAIL_TWICE,
        f"{_TOLD}, once more",
        _reminding(_REMINDER, _REMINDER),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded_once,
        BreachKind.MAIL_NEEDLESS,
        f"{_TOLD}, before the day after its due date",
        _reminding(replace(_REMINDER, due_at=NOW + timedelta(hours=1))),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded_once,
        BreachKind.MAIL_NEEDLESS,
        f"{_TOLD}, although it had been canceled",
        _reminding(replace(_REMINDER, canceled_at=NOW)),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded_once,
        BreachKind.MAIL_NEEDLESS,
        f"{_TOLD}, although 2 transfers had paid it",
        _reminding(
            _REMINDER,
            transfers=(_PART, replace(_PART, bank_id="stmt-2", amount=300, claimed=300)),
        ),
    ),
    PlantedBreach(
        reminders.who_owes_is_reminded_once,
        BreachKind.MAIL_CONTENT_WRONG,
        f"{_TOLD}, over ¥500, but ¥300 was still to come",
        _reminding(replace(_REMINDER, missing=500)),
    ),
]
