"""The paid order of the consistent snapshot in full: its quote, its lines and its confirmation."""

from datetime import UTC, datetime
from fractions import Fraction

from environment.audit.facts.order_content import Letter, OrderContent
from environment.reckoning.bill import Bill, BillLine
from environment.reckoning.discounts import BillCode

DUNE = "9780441172719"
NUMBER, PAID = "BK-PA1D-0001", "checkout-paid"
LINE = BillLine(DUNE, 2, 1000, 2000, 100, 0, Fraction(0), "Dune")
BILL = Bill("USD", "added", (LINE,), 2000, 100, 0, 0, 1900, 0, (BillCode("SPRING", 100),))
ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "1 Analytical Way",
    "line2": "Flat 2",
    "country": "US",
    "region": "OR",
    "city": "Portland",
    "postal_code": "97201",
}
CONTENT = OrderContent(
    checkout_id=PAID,
    number=NUMBER,
    locale="en-US",
    address=tuple(ADDRESS.items()),
    placed_at=datetime(2027, 1, 1, 4, 58, tzinfo=UTC),
    discount_codes=("SPRING",),
    payment_method="card",
    bill=BILL,
    captured=1900,
)
TEXT = f"""Thank you for your order
================================================

Hello Ada Lovelace,

We have received your order and your payment. Here is what we are packing for you.

Order number: {NUMBER}
Order date: December 31, 2026

------------------------------------------------
Dune
    2 × $10.00: $20.00
------------------------------------------------

Subtotal: $20.00
Discount (SPRING): -$1.00
Shipping: Free
Grand total: $19.00
Paid by card: $19.00

Ships to:
    Ada Lovelace
    1 Analytical Way
    Flat 2
    Portland, OR 97201
    United States

Enjoy your reading. If anything is not right, just reply to this mail.

Bookstore
"""  # noqa: RUF001 - a multiplication sign, as in the mail
HTML = f"""<!DOCTYPE html><html><head><title>Your order {NUMBER} is confirmed</title></head><body>
<div>We have received your order and your payment. Here is what we are packing for you.</div>
<td>Bookstore</td><h1>Thank you for your order</h1><p>Hello Ada Lovelace,</p>
<p>We have received your order and your payment. Here is what we are packing for you.</p>
<td>Order number<br><b>{NUMBER}</b></td><td>Order date<br><span>December 31, 2026</span></td>
<td>Dune<br><span>2 × $10.00</span></td><td>$20.00</td>
<td>Subtotal</td><td>$20.00</td><td>Discount <span>(SPRING)</span></td><td>-$1.00</td>
<td>Shipping</td><td>Free</td><td>Grand total</td><td>$19.00</td><td>Paid by card</td><td>$19.00</td>
<p>Ships to</p><p>Ada Lovelace<br>1 Analytical Way<br>Flat 2<br>Portland, OR 97201<br>United States</p>
<td>Enjoy your reading. If anything is not right, just reply to this mail.</td></body></html>
"""  # noqa: RUF001 - as above
LETTER = Letter(NUMBER, "confirmation", "", f"Your order {NUMBER} is confirmed", "en-US", TEXT, HTML)
