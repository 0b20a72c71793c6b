"""Mails that have arrived, once no event and no mail is left to be sent."""

from __future__ import annotations

import re

from steps.drivers.eventually import eventually
from steps.drivers.inbox import SUPPORT, Mail
from steps.vocabulary.in_words import in_words
from steps.vocabulary.wording import without_blank_lines
from steps.world.actors import Actor
from steps.world.world import World

_ARRIVES_WITHIN = 10.0  # seconds


def settled_mails(world: World, actor: Actor) -> tuple[Mail, ...]:
    """The actor's mails, once every event and every mail has been sent."""
    wait_until_mail_is_sent(world)
    return world.shop.inbox.of(actor.email)


def single_mail(world: World) -> Mail:
    """The customer's one mail. Raises AssertionError where there is none, or more than one."""
    found = settled_mails(world, world.actors.customer("customer"))
    assert len(found) == 1, (
        f"one mail was expected for the customer, but: {in_words([mail.subject for mail in found])}"
    )
    return found[0]


def mails_to_support(world: World) -> list[Mail]:
    """The mails to support, once every event and every mail has been sent."""
    wait_until_mail_is_sent(world)
    return list(world.shop.inbox.of(SUPPORT))


def demand_row(mail: Mail, row: str, words: str) -> None:
    """Raise AssertionError with these words unless text and HTML of the mail have a line that matches."""
    for kind, body in mail.bodies:
        found = re.search(row, body, re.MULTILINE)
        assert found, f"{words} was expected in the mail, but its {kind} is:\n{without_blank_lines(body)}"


def wait_until_mail_is_sent(world: World) -> None:
    """Return when every event and every mail has been sent, and who was killed is up. Raises NotInTime."""
    eventually(
        world.stored.unsent_messages,
        until=lambda unsent: unsent == 0,
        within=_ARRIVES_WITHIN,
        what="every event and mail has been sent",
        on_arrow=world.stored.unsent_on,
    )
    world.restarts.wait_for_restarts()
