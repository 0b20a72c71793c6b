"""Gift cards that customers buy: their codes are read from the confirmation."""

from __future__ import annotations

import re

from steps.drivers.eventually import eventually
from steps.drivers.inbox import Mail
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.refunds import customers_order
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import World

_WITHIN = 15.0  # seconds
_CODE = re.compile(r"(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}(?![\w-])")


def codes_in(mail: Mail) -> list[str]:
    """The codes in the text of a mail, in its order."""
    return _CODE.findall(mail.text)


def codes_for(world: World, actor: Actor) -> list[str]:
    """The codes in the latest confirmation. Raises AssertionError where it has none."""
    confirmations = [mail for mail in settled_mails(world, actor) if mail.kind == "confirmation"]
    codes = codes_in(confirmations[-1]) if confirmations else []
    assert codes, (
        f"the code of a gift card was expected in a confirmation, but the inbox has: "
        f"{in_words([mail.subject for mail in confirmations])}"
    )
    return codes


def balances_for(world: World, actor: Actor) -> list[Money]:
    """What is left of each gift card of the latest confirmation."""
    balance, credentials = world.shop.checkout.gift_card_balance, actor.credentials
    return [balance(credentials, code) for code in codes_for(world, actor)]


def wait_until_left_of(world: World, actor: Actor, left: Money) -> None:
    """Wait until the gift cards of the latest confirmation have this balance, each."""
    eventually(
        lambda: balances_for(world, actor),
        until=lambda balances: set(balances) == {left},
        within=_WITHIN,
        what=f"{left} is left of the gift card that {actor.role} has bought",
    )


def settled_refund(world: World) -> str:
    """The state of the latest refund of the customer's order, once payments has decided."""
    return eventually(
        lambda: customers_order(world).refunds[-1].state,
        until=lambda state: state in ("refunded", "failed"),
        within=_WITHIN,
        what="the refund is settled",
    )
