"""The content of mails in the customer's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bookstore.notifications import as_html, as_text
from bookstore.notifications.localized import locale_of
from bookstore.notifications.mail_content import MailContent, mail_content
from bookstore.notifications.mail_texts import GIFT_CARDS, TEXTS
from bookstore.notifications.model import MailKind
from bookstore.notifications.schemas import OrderData
from bookstore.platform.gift_card_codes import sold_gift_cards

ORDER: dict[str, Any] = {
    "order_number": "BK-7Q2M-4HXW",
    "placed_at": datetime(2026, 1, 31, 10, tzinfo=UTC),
    "email": "ada@example.com",
    "locale": "en-US",
    "checkout_id": "00000000-0000-0000-0000-000000000001",
    "ship_to": {
        "name": "Ada Lovelace",
        "line1": "12 Analytical Way",
        "city": "Berkeley",
        "region": "CA",
        "postal_code": "94704",
        "country": "US",
    },
    "lines": [
        {
            "sku": "9780441172719",
            "title": "Dune",
            "quantity": 2,
            "unit_price": 123450,
            "line_total": 246900,
        },
        {
            "sku": "9780547928227",
            "title": "吾輩は猫である",
            "quantity": 1,
            "unit_price": 1200,
            "line_total": 1200,
        },
    ],
    "currency": "USD",
    "subtotal": 248100,
    "discount": 310,
    "shipping": 500,
    "tax": 230,
    "tax_mode": "added",
    "grand_total": 248520,
    "captured": 248520,
    "discount_codes": ["SPRING"],
    "payment_method": "card",
}


def _content(kind: MailKind = MailKind.CONFIRMATION, **changes: Any) -> MailContent:
    return mail_content(kind, OrderData.model_validate({**ORDER, **changes}))


def _plain(text: str) -> str:
    """CLDR has several blanks and minus signs; these tests treat them as equal."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("\u2212", "-").replace("\uffe5", "\u00a5")


@pytest.mark.parametrize(
    ("locale", "currency", "subject", "expected"),
    [
        ("en-US", "USD", "Your order BK-7Q2M-4HXW is confirmed", ["$2,485.20", "-$3.10", "January 31, 2026"]),
        ("en-GB", "GBP", "Your order BK-7Q2M-4HXW is confirmed", ["£2,485.20", "31 January 2026"]),
        ("de-DE", "EUR", "Ihre Bestellung BK-7Q2M-4HXW ist bestätigt", ["2.485,20 €", "31. Januar 2026"]),
        ("fr-FR", "EUR", "Votre commande BK-7Q2M-4HXW est confirmée", ["2 485,20 €", "31 janvier 2026"]),
        ("ja-JP", "JPY", "ご注文 BK-7Q2M-4HXW を承りました", ["¥248,520", "2026年1月31日"]),
        ("en-US", "KWD", "Your order BK-7Q2M-4HXW is confirmed", ["KWD 248.520"]),
    ],
)
def test_amounts_and_dates_are_written_as_the_reader_writes_them(
    locale: str, currency: str, subject: str, expected: list[str]
) -> None:
    content = _content(locale=locale, currency=currency)
    text = _plain(as_text.render(content))
    assert content.subject == subject
    for fragment in expected:
        assert fragment in text
        assert fragment in _plain(as_html.render(content))


@pytest.mark.parametrize("render", [as_text.render, as_html.render])
def test_a_confirmation_lists_everything_that_was_bought(render: Any) -> None:
    page = _plain(render(_content()))
    everything = [
        "BK-7Q2M-4HXW", "Ada Lovelace", "12 Analytical Way", "Berkeley, CA 94704", "United States",
        "Dune", "2 \u00d7 $1,234.50", "$2,469.00", "吾輩は猫である", "$12.00", "SPRING",
        "Subtotal", "$2,481.00", "Discount", "Shipping", "$5.00", "Tax", "$2.30", "Grand total",
        "Paid by card",
    ]  # fmt: skip
    assert [fragment for fragment in everything if fragment not in page] == []


def test_an_ebook_has_a_link_of_its_own_in_text_and_page() -> None:
    downloads = [{"sku": "9780441172719", "token": "T" * 43}]
    content = mail_content(
        MailKind.CONFIRMATION, OrderData.model_validate({**ORDER, "downloads": downloads}), "https://shop"
    )
    page = f"https://shop/downloads?token={'T' * 43}"
    lines = [line.strip() for line in as_text.render(content).splitlines()]
    assert lines[lines.index("Read it here:") + 1] == page
    assert as_html.render(content).count(f'href="{page}"') == 1


@pytest.mark.parametrize("render", [as_text.render, as_html.render])
def test_a_mail_about_what_is_not_shipped_speaks_of_no_parcel(render: Any) -> None:
    page = render(_content(shipping_method=None, shipping=0))
    assert "Ship" not in page
    assert "Bill" in page
    assert "12 Analytical Way" in page


def test_an_address_without_city_or_postal_code_has_no_gap() -> None:
    singapore = {"name": "Ada", "line1": "1 Lane", "postal_code": "018956", "country": "SG"}
    assert _content(ship_to=singapore).addresses[0].lines == ("Ada", "1 Lane", "018956", "Singapore")
    galway = {"name": "Ada", "line1": "1 Lane", "city": "Galway", "country": "IE"}
    assert _content(ship_to=galway).addresses[0].lines == ("Ada", "1 Lane", "Galway", "Ireland")
    nowhere = {"name": "Ada", "line1": "1 Lane", "country": "MO"}
    assert _content(ship_to=nowhere).addresses[0].lines == ("Ada", "1 Lane", "Macao SAR China")


def test_a_gift_is_announced_to_the_buyer_who_is_billed() -> None:
    buyer = {"name": "Käthe", "line1": "Allee 1", "city": "Berlin", "postal_code": "10115", "country": "DE"}
    content = _content(bill_to=buyer)
    assert content.greeting == "Hello Käthe,"
    assert [each.label for each in content.addresses] == ["Ships to", "Billed to"]
    assert content.addresses[1].lines == ("Käthe", "Allee 1", "10115 Berlin", "Germany")
    for page in (as_text.render(content), _plain(as_html.render(content))):
        assert page.index("Ships to") < page.index("Berkeley, CA 94704") < page.index("Billed to")


def test_an_address_is_written_as_its_post_wants_it() -> None:
    berlin = {"name": "Käthe", "line1": "Allee 1", "city": "Berlin", "postal_code": "10115", "country": "DE"}
    assert _content(ship_to=berlin, locale="de-DE").addresses[0].lines == (
        "Käthe",
        "Allee 1",
        "10115 Berlin",
        "Deutschland",
    )


def test_included_tax_is_named_as_such() -> None:
    assert "Enthaltene Steuer: 2,30 €" in _plain(
        as_text.render(_content(locale="de-DE", currency="EUR", tax_mode="included", grand_total=248290))
    )


def test_added_and_included_tax_are_two_rows() -> None:
    text = as_text.render(_content(tax=330))
    assert "Tax: $2.30" in text
    assert "Tax included: $1.00" in text


def test_an_amount_of_zero_is_not_listed_except_shipping() -> None:
    text = as_text.render(_content(discount=0, discount_codes=[], tax=0, shipping=0, grand_total=248100))
    assert "Discount" not in text
    assert "Tax" not in text
    assert "Shipping: Free" in text


def test_an_order_that_cost_nothing_says_so() -> None:
    text = as_text.render(_content(grand_total=0, captured=0, payment_method="none"))
    assert "Nothing to pay: $0.00" in text


def test_a_cancellation_says_what_is_returned() -> None:
    content = _content(MailKind.CANCELLATION, locale="fr-FR", currency="EUR", payment_method="wallet")
    assert content.subject == "Votre commande BK-7Q2M-4HXW est annulée"
    assert "Remboursé sur votre portefeuille électronique: 2 485,20 €" in _plain(as_text.render(content))


def test_a_cancellation_after_a_refund_returns_the_rest() -> None:
    text = as_text.render(_content(MailKind.CANCELLATION, returned=248020))
    assert "Grand total: $2,485.20" in text
    assert "Returned to your card: $2,480.20" in text


def test_a_cancellation_after_a_refund_of_everything_returns_nothing() -> None:
    assert "Nothing to return: $0.00" in as_text.render(_content(MailKind.CANCELLATION, returned=0))


def test_an_unknown_payment_method_has_a_general_label() -> None:
    assert _content(payment_method="bank transfer").money[0].label == "Amount paid"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en-US", "en_US"), ("de", "de_DE"), ("de-AT", "de_AT"), ("de_CH", "de_CH"), ("fr-XX", "fr_FR"),
        ("ja-JP", "ja_JP"), ("pt-BR", "en_US"), ("", "en_US"), ("xx-YY", "en_US"), ("de-!!", "de_DE"),
        ("en-", "en_US"), ("../../etc", "en_US"),
    ],
)  # fmt: skip
def test_an_unknown_locale_reads_english(code: str, expected: str) -> None:
    assert str(locale_of(code)) == expected


def test_no_title_or_name_can_become_markup() -> None:
    hostile = {**ORDER["lines"][0], "title": '<script>alert(1)</script> & "Sons"'}
    ship_to = {**ORDER["ship_to"], "name": "<b>Ada</b>"}
    page = as_html.render(_content(lines=[hostile], ship_to=ship_to, discount_codes=["<i>", "B"]))
    assert not re.search(r"<script|<b>|<i>", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;" in page


def test_braces_in_a_name_are_just_braces() -> None:
    ship_to = {**ORDER["ship_to"], "name": "{number} {0}"}
    content = _content(ship_to=ship_to)
    assert content.greeting == "Hello {number} {0},"
    assert "{number} {0}" in as_html.render(content)


def test_line_breaks_in_a_title_do_not_break_the_layout() -> None:
    line = {**ORDER["lines"][0], "title": "Dune\r\n\r\nGrand total: $0.00"}
    assert _content(lines=[line]).lines[0].label == "Dune Grand total: $0.00"


ABOUT_NO_MONEY = (MailKind.ADDRESS_CHANGE, MailKind.RETURN, MailKind.EXCHANGE)


@pytest.mark.parametrize(
    "kind", sorted(set(TEXTS) - {MailKind.REFUND_FAILURE, MailKind.REDUCTION, *ABOUT_NO_MONEY})
)
def test_each_mail_about_money_has_words_for_gift_cards(kind: MailKind) -> None:
    # a refund to gift cards never fails, and nothing that they paid is owed
    assert TEXTS[kind].payment[GIFT_CARDS]


@pytest.mark.parametrize("render", [as_text.render, as_html.render])
def test_a_confirmation_alone_has_a_place_for_the_code_of_each_gift_card(
    render: Callable[[MailContent], str],
) -> None:
    first, second = ({**line, "kind": "gift_card"} for line in ORDER["lines"])
    found = render(_content(lines=[first, second]))
    places = [f"Code of the gift card: [gift-card:{number}]" for number in (1, 2, 3)]
    assert [found.count(place) for place in places] == [1, 1, 1]
    assert found.index(places[1]) < found.index(second["title"]) < found.index(places[2])
    assert "[gift-card:" not in render(_content(MailKind.CANCELLATION, lines=[first, second]))


def test_the_gift_cards_of_an_order_follow_from_its_checkout() -> None:
    printed, card = ORDER["lines"][0], {**ORDER["lines"][0], "sku": "9780441569595", "kind": "gift_card"}
    order = OrderData.model_validate({**ORDER, "lines": [printed, card]})
    assert order.gift_cards == tuple(sold_gift_cards(order.checkout_id, card["sku"], 2))


def test_a_mail_about_an_address_tells_of_no_payment() -> None:
    content = mail_content(MailKind.ADDRESS_CHANGE, OrderData(**ORDER, address_change=1))
    assert content.money == ()
    assert content.addresses[0].lines[1] == "12 Analytical Way"
    assert "Paid" not in as_text.render(content) + as_html.render(content)
