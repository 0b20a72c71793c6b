"""Sentences about payment methods, and about the payments in the gateway's ledger."""

from behave import given, then

from steps.drivers.eventually import eventually
from steps.drivers.gateway import Charge
from steps.drivers.sandbox import AUTHORIZATION
from steps.tasks.choices import choose_payment
from steps.tasks.order_events import mark_as_paid_by_mistake, release_hold_at_dashboard
from steps.tasks.shopping import pays_with
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine
from steps.world.actors import Actor
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


def _effective(context: Context, actor: Actor) -> tuple[Charge, ...]:
    """The actor's payments at the gateway that were charged or are held."""
    found = context.world.shop.gateway.charges(actor.checkout_ids)
    return tuple(charge for charge in found if charge.line.has_money)


def _lines(context: Context) -> list[StatementLine]:
    """A line for each payment of the buyer at the gateway."""
    charges = context.world.shop.gateway.charges(context.world.actors.buyer().checkout_ids)
    return [charge.line for charge in charges]


@given('{who:Who} pays with a card that is declined as "{reason:Decline}"')
def pays_with_declined_card(context: Context, who: str, reason: str) -> None:
    choose_payment(context.world, who, pays_with("card", reason))


@given("{who:Who} pays with a reusable card")
def pays_with_reusable_card(context: Context, who: str) -> None:
    choose_payment(context.world, who, pays_with("card", "reusable"))


@given("{who:Who} pays with a wallet")
def pays_with_wallet(context: Context, who: str) -> None:
    choose_payment(context.world, who, pays_with("wallet"))


@given("{who:Who} chooses no payment method")
def chooses_no_payment_method(context: Context, who: str) -> None:
    choose_payment(context.world, who, None)


@given("the hold has been released at the gateway's dashboard")
def hold_has_been_released_at_dashboard(context: Context) -> None:
    release_hold_at_dashboard(context.world)


@given("the order has been marked as paid by mistake")
@needs(Capability.SERVICE_TOKENS)
def order_has_been_marked_as_paid(context: Context) -> None:
    mark_as_paid_by_mistake(context.world)


@then("the {method:Method} has been charged {amount:Money} once")
def has_been_charged_once(context: Context, method: str, amount: Money) -> None:
    buyer = context.world.actors.buyer()
    found = [each.line for each in _effective(context, buyer)]
    assert found == [StatementLine.charge(method, amount)], (
        f"one charge of {amount} to the {method} was expected, but the gateway's ledger has "
        f"{in_words(context.world.shop.gateway.charges())}"
    )


@then("exactly one payment has been charged, of {amount:Money}")
def one_payment_has_been_charged(context: Context, amount: Money) -> None:
    found = [each.line for each in context.world.shop.gateway.charges() if each.line.has_money]
    either = [[StatementLine.charge(method, amount)] for method in ("card", "wallet")]
    assert found in either, (
        f"one charge of {amount} was expected, but the gateway's ledger has {in_words(found)}"
    )


@then("the card has not been charged")
def card_has_not_been_charged(context: Context) -> None:
    found = _effective(context, context.world.actors.buyer())
    assert not found, f"no charge was expected, but the gateway's ledger has {in_words(found)}"


@then("the hold of {amount:Money} on the card has been released")
def hold_has_been_released(context: Context, amount: Money) -> None:
    eventually(
        lambda: _lines(context),
        until=lambda seen: seen == [StatementLine.released_hold("card", amount)],
        within=_SETTLES_WITHIN,
        what=f"the gateway's ledger has one hold, of {amount}, and it is released",
    )


@then("the payment of {amount:Money} has been canceled before anything was held")
def payment_has_been_canceled(context: Context, amount: Money) -> None:
    buyer, nothing = context.world.actors.buyer(), StatementLine.charge("card", amount.nothing)
    eventually(
        lambda: context.world.shop.gateway.charges(buyer.checkout_ids),
        until=lambda seen: [(c.status, c.amount, c.line) for c in seen] == [("canceled", amount, nothing)],
        within=_SETTLES_WITHIN,
        what=f"the gateway's ledger has one payment, of {amount}, canceled, and no money moved",
    )


@then("the {method:Method} has been charged {amount:Money} and refunded {refund:Money}")
def has_been_charged_and_refunded(context: Context, method: str, amount: Money, refund: Money) -> None:
    eventually(
        lambda: _lines(context),
        until=lambda seen: seen == [StatementLine.charge(method, amount, refund)],
        within=_SETTLES_WITHIN,
        what=f"the gateway's ledger has one charge of {amount} to the {method}, {refund} of it refunded",
    )


@then("the bank has not been asked")
@needs(Capability.SANDBOX)
def bank_has_not_been_asked(context: Context) -> None:
    shop = context.world.shop
    found = [*map(str, shop.gateway.charges()), *map(str, shop.sandbox.asked(AUTHORIZATION))]
    assert not found, (
        f"no request to the gateway was expected, not even a refused one, but found: {in_words(found)}"
    )


@then("the bank has been asked once")
@needs(Capability.SANDBOX)
def bank_has_been_asked_once(context: Context) -> None:
    shop = context.world.shop
    holds = [each for each in shop.sandbox.asked(AUTHORIZATION) if f"POST {each.path}" == AUTHORIZATION]
    found = [*map(str, shop.gateway.charges())]
    assert (len(found), len(holds)) == (1, 1), (
        f"one payment and one request for it were expected at the gateway, "
        f"but found: {in_words(found)}, {in_words(holds)}"
    )
