"""Planted breaches of orders on invoice: beside the consistent snapshot an order that is owed."""

from dataclasses import replace
from typing import Any

from environment.audit import credit
from environment.audit.breach import BreachKind
from environment.audit.snapshot import CheckoutRow, LineRow, OrderRow, ReservationRow, Snapshot
from environment.audit.transfer_rows import ExpectedTransferRow, ReceivableRow, TransferRow

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
]
