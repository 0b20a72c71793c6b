"""Codes of gift cards are filled into mails when they are sent: all of them, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest

from bookstore.notifications.gift_card_places import filled, place_of
from bookstore.notifications.message import MailSender, RenderedMail, compose

CODES = ("7Q2M-4HXW-0TZR-9KCE", "AAAA-BBBB-CCCC-DDDD")


def message(text: str) -> bytes:
    """A mail with this text, which is its HTML as well."""
    return compose(
        RenderedMail("ja", "A card", text, f"<p>{text}</p>"),
        sender=MailSender("Bookstore", "orders@bookstore.example"),
        recipient="ann@readers.example",
        message_id="<BK-7Q2M-4HXW.confirmation@bookstore.example>",
        at=datetime(2026, 1, 31, tzinfo=UTC),
        trace={},
    )


def parts(mail: bytes) -> list[str]:
    """The text and the HTML as a reader sees them."""
    read = message_from_bytes(mail, policy=SMTP)
    return [part.get_content() for part in read.walk() if not part.is_multipart()]


@pytest.mark.parametrize("indent", range(80))
def test_a_place_is_filled_wherever_a_line_of_the_message_breaks(indent: int) -> None:
    mail = message("x" * indent + place_of(1) + "\n")
    assert place_of(1) in parts(mail)[0]
    text, page = parts(filled(mail, CODES))
    assert f"{'x' * indent}{CODES[0]}" in text
    assert f"{'x' * indent}{CODES[0]}" in page


def test_places_have_their_own_codes_beside_letters_beyond_ascii() -> None:
    text, _ = parts(filled(message(f"コード: {place_of(2)} と {place_of(1)}"), CODES))
    assert text.split() == ["コード:", CODES[1], "と", CODES[0]]


def test_a_place_that_a_customer_has_typed_stays_as_it_is() -> None:
    mail = message(f"Hello {place_of(3)}, {place_of(0)}")
    assert filled(mail, CODES) == mail
    assert filled(message(place_of(1)), ()) == message(place_of(1))


def test_the_length_of_no_line_grows_beyond_what_smtp_takes() -> None:
    mail = filled(message(place_of(1) * 40), CODES)
    assert max(map(len, mail.split(b"\r\n"))) <= 998
