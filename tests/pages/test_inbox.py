"""The inbox of the mail server: what a reader sees of a mail; nothing in a mail runs, or asks a host."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from environment.doubles.mail.mailbox import ReceivedMail
from environment.doubles.mail.pages import list_page, mail_page
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

HOSTILE = (
    "<h1>Thank you</h1><p id='told'>as sent</p>"
    "<script>document.getElementById('told').textContent = 'a script ran'</script>"
    "<img src=x onerror=\"document.getElementById('told').textContent = 'a handler ran'\">"
    "<img src='http://tracker.example/pixel.png'>"
    "<link rel=stylesheet href='https://tracker.example/style.css'>"
    "<iframe src='http://tracker.example/'></iframe>"
    "<form action='http://tracker.example/'><input name=card></form>"
    "<meta http-equiv=refresh content='0;url=http://tracker.example/'>"
    "<script>parent.document.title = 'a script ran'; open('http://tracker.example/')</script>"
)
MARKUP = "<script>document.title = 'a script ran'</script><img src=x onerror=\"document.title='ran'\">"
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


def mail(subject: str, text: str = "Thank you.", html: str = "", number: int = 1) -> ReceivedMail:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@books.example", "ada@readers.example", subject
    message["Message-ID"] = f"<{'0123456789' * 7}@books.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    received_at = datetime(2026, 3, 1, 12, 0, number, tzinfo=UTC)
    return ReceivedMail(
        number, received_at, "shop@books.example", ("ada@readers.example",), message.as_bytes()
    )


@WIDTHS
def test_mails_are_listed_the_newest_first(open_page: Open, width: int) -> None:
    page = open_page(list_page([mail("Your order 1001"), mail("Your refund", number=2)]), width)
    assert page.visible("td a") == ["Your refund", "Your order 1001"]
    assert page.hidden_texts() == []
    assert page.overflow() == 0


def test_an_empty_inbox_says_so(open_page: Open) -> None:
    assert open_page(list_page([])).visible("td") == ["No mail has arrived yet."]


@WIDTHS
def test_a_mail_shows_its_headers_its_html_and_its_text(open_page: Open, width: int) -> None:
    page = open_page(mail_page(mail("Your order 1001", "In words.", "<p>As a <b>page</b>.</p>")), width)
    assert page.visible("th") == ["From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
    assert page.visible("h2") == ["HTML", "Text"]
    assert page.visible("pre") == ["In words."]
    assert page.in_frame("iframe", "p") == ["As a page."]
    assert page.size("iframe")[1] > 400
    assert page.hidden_texts() == []
    assert page.overflow() == 0


def test_a_mail_without_html_has_no_empty_frame(open_page: Open) -> None:
    page = open_page(mail_page(mail("Your order 1001")))
    assert page.visible("h2") == ["Text"]
    assert page.count("iframe") == 0


def test_the_html_of_a_mail_runs_no_script_and_asks_no_host(open_page: Open) -> None:
    page = open_page(mail_page(mail("Your order 1001", html=HOSTILE)))
    assert page.in_frame("iframe", "h1, #told") == ["Thank you", "as sent"]
    assert page.title() == "Your order 1001"
    assert page.hosts() == []
    assert page.windows() == 1


def test_markup_in_headers_and_text_is_shown_as_it_was_sent(open_page: Open) -> None:
    pages = [open_page(list_page([mail(MARKUP)])), open_page(mail_page(mail(MARKUP, MARKUP)))]
    assert pages[0].visible("td a") == [MARKUP]
    assert pages[1].visible("pre") == [MARKUP]
    assert [page.title() for page in pages] == ["Inbox", MARKUP]
    assert [page.count("img, script") for page in pages] == [0, 0]


def test_a_mail_without_a_subject_can_be_opened(open_page: Open) -> None:
    assert open_page(list_page([mail("")])).visible("td a") == ["(no subject)"]
