"""The links to e-books: read from mails, and opened."""

from __future__ import annotations

import re
import secrets

from steps.drivers.inbox import Mail
from steps.tasks.mail_arrival import settled_mails
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_LINK = re.compile(r"https?://\S+/downloads\?token=\S+")
_TOKEN_BYTES = 32
_CONFIRMING = ("confirmation", "invoice")
"""The kinds of mails that have the links of an order, which has one of them."""


def links_in(mail: Mail) -> list[str]:
    """The links of the text of a mail, in its order."""
    return _LINK.findall(mail.text)


def link_to(world: World, actor: Actor, title: str) -> str:
    """The link to the e-book of this title in the latest confirmation. Raises AssertionError without one."""
    confirmations = [mail for mail in settled_mails(world, actor) if mail.kind in _CONFIRMING]
    for mail in reversed(confirmations):
        if title in (lines := [line.strip() for line in mail.text.splitlines()]):
            below = "\n".join(lines[lines.index(title) + 1 :][:3])
            if found := _LINK.search(below):
                return found[0]
    raise AssertionError(
        f'a link to "{title}" was expected in a confirmation, but the inbox has: '
        f"{in_words([mail.subject for mail in confirmations])}"
    )


def made_up_link() -> str:
    """A link of the right form, which no mail has."""
    return f"https://bookstore.example/downloads?token={secrets.token_urlsafe(_TOKEN_BYTES)}"


def open_link(world: World, reader: Actor, link: str) -> Attempt[str]:
    """Open the link; the outcome is kept with who opens it."""
    reader.last_reply = Attempt.at(
        "the opening of the link", lambda: world.shop.orders.open_ebook(reader.credentials, link)
    )
    return reader.last_reply
