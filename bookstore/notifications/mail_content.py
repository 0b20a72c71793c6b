"""The content of a mail in the customer's language, before it is rendered as text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice

from bookstore.notifications.catalogs import WORDINGS
from bookstore.notifications.gift_card_places import place_of
from bookstore.notifications.localized import LocaleFormat, locale_of
from bookstore.notifications.mail_texts import GIFT_CARDS, ON_HOLD, OWED, REDUCED, MailLabels, MailTexts
from bookstore.notifications.model import MailKind
from bookstore.notifications.schemas import OrderData
from bookstore.platform.addresses import Address
from bookstore.platform.countries import country_of
from bookstore.platform.schemas import STANDARD_SHIPPING, PaymentMethodKind

_ASK_FOR_A_TRANSFER = (MailKind.TRANSFER, MailKind.UNDERPAYMENT, MailKind.INVOICE, MailKind.REMINDER)


@dataclass(frozen=True)
class MailLink:
    """What a link is for, and its address."""

    label: str
    url: str


@dataclass(frozen=True)
class MailRow:
    """A label and a formatted amount; `detail` says how the amount is made up, `link` opens an e-book.

    `codes` are the places of the codes of gift cards, each with its label.
    """

    label: str
    amount: str
    detail: str = ""
    link: MailLink | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MailAddress:
    """What an address is for, and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class MailContent:
    """The content of a mail, in the order in which it is read."""

    language: str
    subject: str
    headline: str
    greeting: str
    opening: str
    facts: tuple[MailRow, ...]
    lines: tuple[MailRow, ...]
    sums: tuple[MailRow, ...]
    grand_total: MailRow
    money: tuple[MailRow, ...]
    addresses: tuple[MailAddress, ...]
    closing: str
    parcel: tuple[MailRow, ...] = ()


def mail_content(kind: MailKind, order: OrderData, shop_url: str = "") -> MailContent:
    """The content of the mail of this kind about this order, in its locale.

    The links to its e-books are pages of the shop at `shop_url`.
    """
    locale = locale_of(order.locale)
    wording = WORDINGS[locale.language]
    labels, texts = wording.labels, wording.texts[kind]
    written = LocaleFormat(locale, order.currency)
    pages = {each.sku: f"{shop_url}/downloads?token={each.token}" for each in order.downloads}
    links = {sku: MailLink(labels.read_here, page) for sku, page in pages.items()}
    return MailContent(
        language=str(locale).replace("_", "-"),
        subject=texts.subject.format(number=order.order_number),
        headline=texts.headline,
        greeting=texts.greeting.format(name=_one_line(order.buyer.name)),
        opening=_opening(order, texts),
        facts=(
            MailRow(labels.order_number, order.order_number),
            MailRow(labels.order_date, written.date(order.placed_at, order.buyer.country)),
            *(_transfer(order, labels, written) if _asks_for_a_transfer(kind, order) else ()),
        ),
        parcel=tuple(_parcel(order, labels)),
        lines=tuple(_lines(kind, order, labels, written, links)),
        sums=_sums(order, labels, written),
        grand_total=MailRow(labels.grand_total, written.money(order.grand_total)),
        money=tuple(_money(order, texts, written)),
        addresses=tuple(_addresses(order, labels, written)),
        closing=_closing(order, texts),
    )


def _asks_for_a_transfer(kind: MailKind, order: OrderData) -> bool:
    """A refund that was taken off what is owed may leave nothing to pay."""
    return kind in _ASK_FOR_A_TRANSFER or (kind is MailKind.REDUCTION and bool(order.missing))


def _parcel(order: OrderData, labels: MailLabels) -> Iterator[MailRow]:
    """What is in the parcel, came back or replaces it, for a mail about such copies."""
    for moved, label in (
        (order.shipment, labels.in_the_parcel),
        (order.returned_copies, labels.came_back),
        (order.exchange, labels.instead),
    ):
        for line in moved.lines if moved else ():
            copies = f"{line.quantity} × {_one_line(line.title)}"  # noqa: RUF001 - a multiplication sign
            yield MailRow(label, copies)


def _transfer(order: OrderData, labels: MailLabels, written: LocaleFormat) -> Iterator[MailRow]:
    """Where the customer transfers the money to, what to write on the transfer, and the last day for it."""
    if order.transfer is not None:
        yield MailRow(labels.account, _one_line(order.transfer.account))
        yield MailRow(labels.reference, order.transfer.reference)
        yield MailRow(labels.due_by, written.date(order.transfer.due_at, order.buyer.country))


def _lines(
    kind: MailKind, order: OrderData, labels: MailLabels, written: LocaleFormat, links: Mapping[str, MailLink]
) -> Iterator[MailRow]:
    """A row for each title; a confirmation has a place for the code of each gift card."""
    places = map(place_of, count(1))
    for line in order.lines:
        detail = f"{line.quantity} × {written.money(line.unit_price)}"  # noqa: RUF001 - a multiplication sign
        cards = line.quantity if line.kind.is_money and kind is MailKind.CONFIRMATION else 0
        codes = tuple(f"{labels.gift_card_code}: {place}" for place in islice(places, cards))
        amount = written.money(line.line_total)
        yield MailRow(_one_line(line.title), amount, detail, links.get(line.sku), codes)


def _sums(order: OrderData, labels: MailLabels, written: LocaleFormat) -> tuple[MailRow, ...]:
    """The rows from subtotal to tax that are not zero; shipping, with its method, where a parcel is sent."""
    rows = [MailRow(labels.subtotal, written.money(order.subtotal))]
    if order.discount:
        codes = _one_line(", ".join(order.discount_codes))
        rows.append(MailRow(labels.discount, written.money(-order.discount), codes))
    if order.shipping_method is not None:
        cost = written.money(order.shipping) if order.shipping else labels.free
        method = "" if order.shipping_method == STANDARD_SHIPPING else _one_line(order.shipping_method)
        rows.append(MailRow(labels.shipping, cost, method))
    taxes = ((labels.tax_added, order.added_tax), (labels.tax_included, order.included_tax))
    rows += [MailRow(label, written.money(tax)) for label, tax in taxes if tax]
    return tuple(rows)


def _money(order: OrderData, texts: MailTexts, written: LocaleFormat) -> Iterator[MailRow]:
    """What gift cards and the payment gave or got back; what moved nothing is named where it is alone."""
    if not texts.payment:
        return
    if order.refund is not None and REDUCED in texts.payment:
        yield MailRow(texts.payment[REDUCED], written.money(order.refund.amount))
    if order.moved_by_gift_cards:
        yield MailRow(texts.payment[GIFT_CARDS], written.money(order.moved_by_gift_cards))
    if order.moved or not order.moved_by_gift_cards:
        held = order.on_hold and order.refund is not None
        method = "none" if not order.moved else ON_HOLD if held else order.payment_method
        method = OWED if order.missing is not None else method
        yield MailRow(texts.payment.get(method, texts.payment[""]), written.money(order.moved))


def _opening(order: OrderData, texts: MailTexts) -> str:
    """Other words where nothing is shipped, or where the money is only held."""
    if order.on_hold and texts.on_hold:
        return texts.on_hold
    return texts.opening if order.shipping_method else texts.not_shipped or texts.opening


def _closing(order: OrderData, texts: MailTexts) -> str:
    """No bank delays what goes to gift cards alone, and what is owed on invoice is not canceled."""
    if order.payment_method == PaymentMethodKind.INVOICE and texts.closing_on_invoice:
        return texts.closing_on_invoice
    at_once = order.moved_by_gift_cards and not order.moved
    return texts.closing_at_once if at_once and texts.closing_at_once else texts.closing


def _addresses(order: OrderData, labels: MailLabels, written: LocaleFormat) -> Iterator[MailAddress]:
    """Where it is shipped, if anything is, and who is billed, where that is another address."""
    if order.shipping_method is not None:
        yield MailAddress(labels.ship_to, _address(order.ship_to, written))
    elif order.bill_to is None:
        yield MailAddress(labels.bill_to, _address(order.ship_to, written))
    if order.bill_to is not None:
        yield MailAddress(labels.bill_to, _address(order.bill_to, written))


def _address(address: Address, written: LocaleFormat) -> tuple[str, ...]:
    lines = (address.name, address.line1, address.line2, _place(address), written.country(address.country))
    return tuple(_one_line(line) for line in lines if line)


def _place(address: Address) -> str:
    """Town and postal code in the order of the country's post (Google's address metadata)."""
    town, country = (address.city, address.region), country_of(address.country)
    if country and country.postal_code_last:
        return " ".join(filter(None, (", ".join(filter(None, town)), address.postal_code)))
    return " ".join(filter(None, (address.postal_code, *town)))


def _one_line(text: str) -> str:
    """The text with white space as single blanks, so that a title or a name never breaks the layout."""
    return " ".join(text.split())
