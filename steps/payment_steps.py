"""Sentences about the customer's money, as the gateway's ledger shows it."""

from behave import given, then

from steps.drivers.eventually import eventually
from steps.drivers.gateway import Charge
from steps.tasks.shopping import pays_with
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds
_AUTHORIZATION = "POST /v1/payment_intents"


def _charges(context: Context, actor: Actor) -> tuple[Charge, ...]:
    """The person's payments at the gateway, those that came to nothing left out."""
    found = context.world.shop.gateway.charges(actor.checkout_ids)
    return tuple(charge for charge in found if charge.captured or charge.held)


@given('{who:Who} pays with a card that is declined as "{reason}"')
def pays_with_declined_card(context: Context, who: str, reason: str) -> None:
    context.world.actors.named(who).pays = pays_with("card", reason)


@given("{who:Who} pays with a card that can be used again")
def pays_with_reusable_card(context: Context, who: str) -> None:
    context.world.actors.named(who).pays = pays_with("card", "can be used again")


@given("{who:Who} pays with a wallet")
def pays_with_wallet(context: Context, who: str) -> None:
    context.world.actors.named(who).pays = pays_with("wallet")


@given("{who:Who} names no way to pay")
def names_no_way_to_pay(context: Context, who: str) -> None:
    context.world.actors.named(who).pays = None


@then("the {method:Method} has been charged {amount:Money} once")
def charged_once(context: Context, method: str, amount: Money) -> None:
    buyer = context.world.actors.buyer()
    found = [(each.captured, each.refunded, each.held, each.currency) for each in _charges(context, buyer)]
    assert found == [(amount.amount, 0, 0, amount.currency)], (
        f"the {method} should have been charged {amount} once, but the gateway holds "
        f"{[str(each) for each in context.world.shop.gateway.charges()]}"
    )


@then("one card has been charged, {amount:Money}")
def one_card_charged(context: Context, amount: Money) -> None:
    found = [each for each in context.world.shop.gateway.charges() if each.captured or each.held]
    assert [(each.captured, each.refunded) for each in found] == [(amount.amount, 0)], (
        f"one card should have been charged {amount}, but the gateway holds {[str(each) for each in found]}"
    )


@then("the card has not been charged")
def not_charged(context: Context) -> None:
    found = _charges(context, context.world.actors.buyer())
    assert not found, f"the card should not have been charged, but: {[str(each) for each in found]}"


@then("the hold of {amount:Money} on the card has been given up")
def hold_given_up(context: Context, amount: Money) -> None:
    buyer, gateway = context.world.actors.buyer(), context.world.shop.gateway
    eventually(
        lambda: [(c.status, c.amount, c.captured) for c in gateway.charges(buyer.checkout_ids)],
        until=lambda seen: seen == [("canceled", amount.amount, 0)],
        within=_SETTLES_WITHIN,
        what=f"one hold of {amount} exists at the gateway and has been given up",
    )


@then("the {method:Method} has been charged {amount:Money} and refunded {refund:Money}")
def charged_and_refunded(context: Context, method: str, amount: Money, refund: Money) -> None:
    buyer, gateway = context.world.actors.buyer(), context.world.shop.gateway
    eventually(
        lambda: [(c.captured, c.refunded) for c in gateway.charges(buyer.checkout_ids)],
        until=lambda seen: seen == [(amount.amount, refund.amount)],
        within=_SETTLES_WITHIN,
        what=f"one charge of {amount} to the {method} exists at the gateway and {refund} of it went back",
    )


@then("the bank has not been asked")
@needs(Capability.SANDBOX)
def bank_not_asked(context: Context) -> None:
    shop = context.world.shop
    found = [*map(str, shop.gateway.charges()), *map(str, shop.sandbox.asked(_AUTHORIZATION))]
    assert not found, f"the bank should not have been asked, not even in vain, but: {found}"


@then("the bank has been asked once")
@needs(Capability.SANDBOX)
def bank_asked_once(context: Context) -> None:
    shop = context.world.shop
    holds = [each for each in shop.sandbox.asked(_AUTHORIZATION) if f"POST {each.path}" == _AUTHORIZATION]
    found = [*map(str, shop.gateway.charges())]
    assert (len(found), len(holds)) == (1, 1), f"one payment was to be asked for, once, but: {found}, {holds}"
