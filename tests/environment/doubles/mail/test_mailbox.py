"""What the mail server stores and shows."""

from __future__ import annotations

from datetime import UTC, datetime

from environment.doubles.mail.inbox_client import DeliveredMail
from environment.doubles.mail.mailbox import MailStore, ReceivedMail
from environment.doubles.mail.pages import list_page, mail_page

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
RAW = "\r\n".join(
    [
        "From: Bookstore <orders@bookstore.example>",
        "To: ada@example.com",
        "Subject: =?utf-8?q?Bestellung_best=C3=A4tigt?=",
        "Message-ID: <BK-7Q2M-4HXW.confirmation@bookstore.example>",
        "Baggage: scenario=7",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Danke",
        "--b",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Danke</p>",
        "--b--",
        "",
    ]
).encode()


def _received() -> ReceivedMail:
    return MailStore().put(NOW, "orders@bookstore.example", ("ada@example.com",), RAW)


def test_headers_and_bodies_are_decoded() -> None:
    mail = DeliveredMail.from_json(_received().to_json())
    assert mail.subject == "Bestellung bestätigt"
    assert (mail.text.strip(), mail.html.strip()) == ("Danke", "<p>Danke</p>")
    assert mail.message_id == "<BK-7Q2M-4HXW.confirmation@bookstore.example>"
    assert (mail.header("baggage"), mail.header("missing")) == ("scenario=7", None)
    assert (mail.received_at, mail.size) == (NOW, len(RAW))


def test_mails_are_found_by_recipient_without_regard_to_case() -> None:
    mailbox = MailStore()
    mailbox.put(NOW, "", ("ada@example.com", "Grace@example.com"), RAW)
    mailbox.put(NOW, "", ("eve@example.com",), RAW)
    assert [mail.number for mail in mailbox.mails("grace@EXAMPLE.com")] == [1]
    assert [mail.number for mail in mailbox.mails()] == [1, 2]


def test_numbers_are_not_reused_after_clearing() -> None:
    mailbox = MailStore()
    mailbox.put(NOW, "", (), RAW)
    mailbox.clear()
    assert mailbox.mails() == []
    assert mailbox.put(NOW, "", (), RAW).number == 2
    assert mailbox.get(1) is None


def test_bytes_that_are_no_message_are_stored_and_shown_as_empty() -> None:
    shown = MailStore().put(NOW, "", (), b"\x00\xff nonsense").to_json()
    assert (shown["subject"], shown["html"], shown["size"]) == ("", "", 11)


def test_a_page_escapes_the_markup_of_a_mail() -> None:
    hostile = RAW.replace(b"=?utf-8?q?Bestellung_best=C3=A4tigt?=", b"<script>alert(1)</script>")
    mail = MailStore().put(NOW, "", ("ada@example.com",), hostile)
    assert "<script>" not in list_page([mail]) + mail_page(mail)
    assert "&lt;p&gt;Danke&lt;/p&gt;" in mail_page(mail)


def test_the_page_of_an_empty_inbox_says_so() -> None:
    assert "No mail has arrived yet." in list_page([])
