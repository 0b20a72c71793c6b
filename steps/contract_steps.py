"""Sentences about what the gateway promises to everybody, the bookstore left out."""

import time
from uuid import uuid4

from behave import given, then, when

from steps.drivers.contract import ContractDriver, GatewayResponse
from steps.vocabulary.money import Money
from steps.world.world import Context


def _driver(context: Context) -> ContractDriver:
    return context.world.contract()


def _said(context: Context, answer: GatewayResponse) -> None:
    context.world.merchant.responses.append(answer)


def _payment(context: Context) -> str:
    """The payment the scenario is about: the first."""
    assert context.world.merchant.responses, "no payment has been made in this scenario"
    return context.world.merchant.responses[0].identity


@given("a merchant is shown a card {card}")
def card_is_shown(context: Context, card: str) -> None:
    context.world.merchant.card = card


@given("the merchant has charged {amount:Money}")
@when("the merchant charges {amount:Money}")
def charge(context: Context, amount: Money) -> None:
    _said(context, _driver(context).charge(amount, context.world.merchant.card))


@given("the merchant has held {amount:Money}")
def hold(context: Context, amount: Money) -> None:
    _said(context, _driver(context).charge(amount, context.world.merchant.card, hold=True))


@given("the merchant has asked for {amount:Money} and not confirmed it")
def charge_unconfirmed(context: Context, amount: Money) -> None:
    _said(context, _driver(context).charge(amount, context.world.merchant.card, confirm=False))


@when("the merchant confirms the payment")
def confirm(context: Context) -> None:
    _said(context, _driver(context).confirm(_payment(context)))


@when("the merchant charges {first:Money} and then {second:Money} under the same name")
def charge_twice(context: Context, first: Money, second: Money) -> None:
    name = str(uuid4())
    _said(context, _driver(context).charge(first, context.world.merchant.card, name))
    _said(context, _driver(context).charge(second, context.world.merchant.card, name))


@when("the merchant takes {amount:Money} of the hold")
def take_part(context: Context, amount: Money) -> None:
    _said(context, _driver(context).capture(_payment(context), amount))


@given("the merchant has given the hold up")
@when("the merchant gives the hold up")
def give_up(context: Context) -> None:
    _said(context, _driver(context).give_up(_payment(context)))


@when("the merchant takes the hold")
def take_all(context: Context) -> None:
    _said(context, _driver(context).capture(_payment(context)))


@given("the merchant has refunded {amount:Money} of it")
@when("the merchant refunds {amount:Money} of it")
def refund(context: Context, amount: Money) -> None:
    _said(context, _driver(context).refund(_payment(context), amount))


@when("the merchant refunds what is left of it")
def refund_the_rest(context: Context) -> None:
    _said(context, _driver(context).refund(_payment(context)))


@when("the merchant charges {amount:Money} with a key that nobody knows")
def charge_without_key(context: Context, amount: Money) -> None:
    _said(context, _driver(context).with_a_wrong_key(amount))


@when("the merchant looks the payment up")
def look_up(context: Context) -> None:
    _said(context, _driver(context).look(_payment(context)))


@then("the payment is found by its name among those of the last hour")
def is_found(context: Context) -> None:
    first, since = context.world.merchant.responses[0], int(time.time()) - 3600
    found = _driver(context).listed(first.name, since)
    assert found == (first.identity,), f"only {first.identity} should have the name, but: {found}"


@then("the refunds of the payment are {first:Money} and {second:Money}, the newest first")
def refunds_of_payment_are(context: Context, first: Money, second: Money) -> None:
    found = _driver(context).refunds(_payment(context))
    assert found == (first.amount, second.amount), f"{first} and {second} were expected, but: {found}"


@then('the payment is "{status}", with {taken:Money} taken and {held:Money} held')
def payment_is(context: Context, status: str, taken: Money, held: Money) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.status, found.taken, found.held) == (status, taken.amount, held.amount), (
        f"a payment {status!r} with {taken} taken and {held} held was expected, but the gateway said {found}"
    )


@then('the refund of {amount:Money} is "{status}"')
def refund_of_amount_is(context: Context, amount: Money, status: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.status, found.taken) == (status, amount.amount), (
        f"a refund of {amount} that is {status!r} was expected, but the gateway said {found}"
    )


@then("both answers name the same payment")
def same_payment(context: Context) -> None:
    first, second = context.world.merchant.responses
    assert first.identity, f"no payment was made: {first}"
    assert first.identity == second.identity, f"two payments were made: {first}, {second}"


@then('the gateway refuses with "{kind}"')
def is_refused(context: Context, kind: str) -> None:
    found = context.world.merchant.responses[-1]
    assert found.refused == kind, f"a {kind} was expected, but the gateway said {found}"


@then('the gateway refuses with the code "{code}", as "{kind}"')
def is_refused_with_code(context: Context, code: str, kind: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.refused, found.code) == (kind, code), (
        f"a {kind} with {code!r} was expected, but the gateway said {found}"
    )


@then('the issuer declines with "{code}" and "{decline_code}"')
def is_declined(context: Context, code: str, decline_code: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.refused, found.code, found.decline_code) == ("CardError", code, decline_code), (
        f"a decline with {code!r} and {decline_code!r} was expected, but the gateway said {found}"
    )
