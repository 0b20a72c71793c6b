"""What a mail about an order says, rebuilt from the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from environment.audit.facts.gift_card_rows import SoldGiftCardRow
from environment.audit.facts.order_content import Fields, OrderContent, ParcelContent, TransferTermsRow
from environment.audit.invariants.mails import (
    CONFIRMATION,
    EXCHANGE,
    INVOICE,
    REDUCTION,
    REFUND,
    REMINDER,
    RETURN,
    TRANSFER,
    UNDERPAYMENT,
)
from environment.audit.invariants.parcel_charges import ON_SHIPMENT
from environment.audit.letters.codes import code_by
from environment.audit.letters.conventions import address_lines, day_in, locale_of, money_in
from environment.audit.letters.letter import Alternatives, ExpectedMail, ExpectedTitle, Row
from environment.audit.letters.links import link_by
from environment.audit.letters.words import words_in
from environment.reckoning.bill import BillLine
from environment.reckoning.shipping import STANDARD

_AT_ONCE = {"cancellation": "closing_at_once", "refund": "closing_at_once"}
"""Where no bank delays the money, the mails about money that goes back end in other words."""
_MOVED = {RETURN: "came_back", EXCHANGE: "instead"}
"""The label of copies that did not leave in a parcel, by the kind of mail."""
ASKING = (TRANSFER, UNDERPAYMENT, INVOICE, REMINDER)
"""The kinds of mails that ask for a transfer."""
_DELIVERING = (CONFIRMATION, INVOICE)
"""The kinds of mails that have links to e-books."""


@dataclass(frozen=True)
class MovedMoney:
    """The amounts that a mail tells of, in minor units: of the payment, and of gift cards.

    `owed`: that of the payment is still to come. `of_hold`: it was only held, and is not charged. `reduced`:
    what a refund has taken off what is owed.
    """

    by_payment: int
    by_gift_cards: int = 0
    owed: bool = False
    of_hold: bool = False
    reduced: int = 0


def expected_mail(
    order: OrderContent,
    kind: str,
    moved: MovedMoney,
    parcel: ParcelContent | None = None,
    cards: Sequence[SoldGiftCardRow] = (),
) -> ExpectedMail:
    """The mail of this kind; `moved` is what it tells of: captured and redeemed, refunded or returned.

    `parcel`: the shipment, return or exchange that it is about; a shipment has the address at that time.
    `cards`: the gift cards that the order has bought.
    """
    shipped_to = parcel.address if parcel and parcel.address else order.address
    locale, address = locale_of(order.locale), dict(shipped_to)
    buyer = dict(order.billing_address) or address  # a gift goes to somebody else
    words = words_in(locale.language)
    texts, labels = words[kind], words["labels"]
    day = day_in(locale, order.placed_at, buyer["country"])
    return ExpectedMail(
        language=str(locale).replace("_", "-"),
        subject=texts["subject"].format(number=order.number),
        headline=texts["headline"],
        greeting=words["greeting"].format(name=buyer["name"]),
        opening=texts[_opening(order, kind, moved, texts)],
        facts=(
            Row(labels["order_number"], (order.number,)),
            Row(labels["order_date"], day),
            *(_terms(order.terms, labels, locale, buyer["country"]) if _asks(kind, moved) else ()),
        ),
        parcel=tuple(_contents(parcel, order, labels[_MOVED.get(kind, "in_the_parcel")])) if parcel else (),
        titles=tuple(_titles(order, locale, labels, kind, cards)),
        sums=(*_sums(order, labels, locale), *_moved(order, texts.get("money", {}), locale, moved)),
        addresses=tuple(
            (labels[label], tuple(address_lines(locale, dict(lines))))
            for label, lines in _addresses(order, shipped_to)
        ),
        closing=texts[_closing(kind, order, moved, texts)],
    )


def _asks(kind: str, moved: MovedMoney) -> bool:
    """Whether the mail asks for a transfer: a refund may leave nothing to pay."""
    return kind in ASKING or (kind == REDUCTION and moved.by_payment > 0)


def _titles(
    order: OrderContent,
    locale: Locale,
    labels: Mapping[str, str],
    kind: str,
    cards: Sequence[SoldGiftCardRow],
) -> Iterator[ExpectedTitle]:
    """Each title with its link to read it, and with the codes of the gift cards that it is."""
    links = dict(order.links) if kind in _DELIVERING else {}
    sold = cards if kind == CONFIRMATION else ()
    for line in order.bill.lines:
        hashed = links.get(line.sku)
        yield ExpectedTitle(
            line.title,
            _copies(line, locale, order.bill.currency),
            (labels["read_here"], link_by(hashed)) if hashed else None,
            tuple(
                f"{labels['gift_card_code']}: {code_by(card.code_hash)}"
                for card in sold
                if card.sku == line.sku
            ),
        )


def _opening(order: OrderContent, kind: str, moved: MovedMoney, texts: Mapping[str, str]) -> str:
    """Which of the openings it has: money that is only held is spoken of in other words."""
    only_held = order.payment_method == ON_SHIPMENT and kind != REFUND
    if "on_hold" in texts and (only_held or moved.of_hold):
        return "on_hold"
    return "opening" if order.shipping_method or "not_shipped" not in texts else "not_shipped"


def _closing(kind: str, order: OrderContent, moved: MovedMoney, texts: Mapping[str, str]) -> str:
    """Which of the closings it has: what goes back to gift cards alone is there at once."""
    if order.payment_method == "invoice" and "closing_on_invoice" in texts:
        return "closing_on_invoice"
    return "closing" if moved.by_payment or not moved.by_gift_cards else _AT_ONCE.get(kind, "closing")


def _addresses(order: OrderContent, shipped_to: Fields) -> Iterator[tuple[str, Fields]]:
    """Where the parcel goes, if there is one, and who is billed, where the mail does not have that yet."""
    if order.shipping_method is not None:
        yield "ship_to", shipped_to
    if order.shipping_method is None or order.billing_address:
        yield "bill_to", order.billing_address or order.address


def _contents(parcel: ParcelContent, order: OrderContent, label: str) -> Iterator[Row]:
    for line in order.bill.lines:
        if copies := parcel.copies.get(line.sku):
            said = f"{copies} \N{MULTIPLICATION SIGN} {line.title}"
            yield Row(label, (said,))


def _terms(
    terms: TransferTermsRow | None, labels: Mapping[str, str], locale: Locale, country: str
) -> Iterator[Row]:
    if terms is None:
        return
    yield Row(labels["account"], (terms.account,))
    yield Row(labels["reference"], (terms.reference,))
    yield Row(labels["due_by"], day_in(locale, terms.due_at, country))


def _copies(line: BillLine, locale: Locale, currency: str) -> Row:
    each = money_in(locale, line.unit_price, currency)
    return Row(
        f"{line.quantity} \N{MULTIPLICATION SIGN} {each}", (money_in(locale, line.line_total, currency),)
    )


def _sums(order: OrderContent, labels: Mapping[str, str], locale: Locale) -> Iterator[Row]:
    """Subtotal, discount, shipping, tax and grand total; a discount and a tax of nothing are left out."""
    bill = order.bill

    def said(amount: int) -> Alternatives:
        return (money_in(locale, amount, bill.currency),)

    yield Row(labels["subtotal"], said(bill.subtotal))
    if bill.discount:
        codes = f" ({', '.join(order.discount_codes)})" if order.discount_codes else ""
        yield Row(labels["discount"] + codes, said(-bill.discount))
    if order.shipping_method is not None:
        method = "" if order.shipping_method == STANDARD else f" ({' '.join(order.shipping_method.split())})"
        yield Row(labels["shipping"] + method, said(bill.shipping) if bill.shipping else (labels["free"],))
    added = bill.added_tax(bill.tax - sum(line.tax for line in bill.lines))
    for mode, tax in (("added", added), ("included", bill.tax - added)):
        if tax:
            yield Row(labels[f"tax_{mode}"], said(tax))
    yield Row(labels["grand_total"], said(bill.grand_total))


def _moved(
    order: OrderContent, labels: Mapping[str, str], locale: Locale, moved: MovedMoney
) -> Iterator[Row]:
    """Gift cards first; a payment of nothing is named where nothing else was moved."""
    if not labels:
        return  # it is about no money
    if moved.reduced:
        yield Row(labels["reduced"], (money_in(locale, moved.reduced, order.bill.currency),))
    if moved.by_gift_cards:
        given = money_in(locale, moved.by_gift_cards, order.bill.currency)
        yield Row(labels["gift_cards"], (given,))
    if moved.by_payment or not moved.by_gift_cards:
        paid_by = "hold" if moved.of_hold else order.payment_method
        method = paid_by if moved.by_payment else "none"
        method = "owed" if moved.owed else method
        amount = money_in(locale, moved.by_payment, order.bill.currency)
        yield Row(labels.get(method, labels["other"]), (amount,))
