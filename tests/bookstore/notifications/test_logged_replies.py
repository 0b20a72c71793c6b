"""What of a mail server's reply is logged."""

import pytest

from bookstore.notifications.delivery import without_addresses


@pytest.mark.parametrize(
    ("reply", "logged"),
    [
        ("550 5.1.1 <ada@readers.example>: no such mailbox", "550 5.1.1 <***>: no such mailbox"),
        ("550 ada@readers.example, unknown", "550 ***, unknown"),
        ("550 <josé@bücher.example> unknown", "550 <***> unknown"),
        ("451 4.3.0 try again later", "451 4.3.0 try again later"),
    ],
)
def test_a_reply_is_logged_without_the_recipient(reply: str, logged: str) -> None:
    assert without_addresses(reply) == logged
