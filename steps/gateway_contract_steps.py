"""Sentences about the gateway's contract with any merchant, without the bookstore."""

import time
from uuid import uuid4

from behave import given, then, when

from steps.drivers.contract import ContractDriver, ContractResponse
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context

_HOUR = 3600  # seconds


def _gateway(context: Context) -> ContractDriver:
    return context.world.contract()


def _keep(context: Context, response: ContractResponse) -> None:
    context.world.merchant.responses.append(response)


def _payment(context: Context) -> str:
    """The id of the scenario's payment: that of the first response."""
    assert context.world.merchant.responses, "no payment has been made in this scenario"
    return context.world.merchant.responses[0].identity


@given("a merchant has a card {card:MerchantCard}")
def merchant_has_a_card(context: Context, card: str) -> None:
    context.world.set_once.claim("the card of the merchant")
    context.world.merchant.card = card


@given("the merchant has charged {amount:Money}")
@when("the merchant charges {amount:Money}")
def merchant_charges(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).charge(amount, context.world.merchant.card))


@given("the merchant has authorized {amount:Money}")
def merchant_has_authorized(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).charge(amount, context.world.merchant.card, capture=False))


@given("the merchant has authorized {amount:Money} for several captures")
def merchant_has_authorized_for_several_captures(context: Context, amount: Money) -> None:
    card = context.world.merchant.card
    _keep(context, _gateway(context).charge(amount, card, capture=False, in_parts=True))


@given("the merchant has created a payment of {amount:Money} without confirming it")
def merchant_has_created_payment(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).charge(amount, context.world.merchant.card, confirm=False))


@when("the merchant confirms the payment")
def merchant_confirms(context: Context) -> None:
    _keep(context, _gateway(context).confirm(_payment(context)))


@when("the merchant charges {first:Money} and then {second:Money} with the same idempotency key")
def merchant_charges_with_same_key(context: Context, first: Money, second: Money) -> None:
    key = str(uuid4())
    _keep(context, _gateway(context).charge(first, context.world.merchant.card, key))
    _keep(context, _gateway(context).charge(second, context.world.merchant.card, key))


@when("the merchant captures {amount:Money} of the authorization")
def merchant_captures_part(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).capture(_payment(context), amount))


@given("the merchant has captured {amount:Money} of the authorization and kept the rest")
@when("the merchant captures {amount:Money} of the authorization and keeps the rest")
def merchant_captures_part_and_keeps_the_rest(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).capture(_payment(context), amount, final=False))


@when("the merchant captures the authorization")
def merchant_captures(context: Context) -> None:
    _keep(context, _gateway(context).capture(_payment(context)))


@given("the merchant has voided the authorization")
@when("the merchant voids the authorization")
def merchant_voids(context: Context) -> None:
    _keep(context, _gateway(context).void(_payment(context)))


@given("the merchant has refunded {amount:Money} of it")
@when("the merchant refunds {amount:Money} of it")
def merchant_refunds(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).refund(_payment(context), amount))


@when("the merchant refunds the rest of it")
def merchant_refunds_the_rest(context: Context) -> None:
    _keep(context, _gateway(context).refund(_payment(context)))


@when("the merchant charges {amount:Money} with an unknown key")
def merchant_charges_with_unknown_key(context: Context, amount: Money) -> None:
    _keep(context, _gateway(context).charge_with_unknown_key(amount))


@when("the merchant looks up the payment")
def merchant_looks_up(context: Context) -> None:
    _keep(context, _gateway(context).look(_payment(context)))


@then("the payment is found by its checkout among the payments of the last hour")
def payment_is_found(context: Context) -> None:
    first, since = context.world.merchant.responses[0], int(time.time()) - _HOUR
    found = _gateway(context).listed(first.checkout_id, since)
    assert found == (first.identity,), (
        f"only {in_words(first.identity)} was expected for the checkout, but found: {in_words(found)}"
    )


@then("the refunds of the payment are {first:Money} and {second:Money}, the newest first")
def refunds_of_payment_are(context: Context, first: Money, second: Money) -> None:
    found = _gateway(context).refunds(_payment(context))
    assert found == (first, second), (
        f"refunds of {first} and {second} were expected, but the gateway has {in_words(found)}"
    )


@then('the payment is "{status}", with {captured:Money} captured and {authorized:Money} authorized')
def payment_is_in_status(context: Context, status: str, captured: Money, authorized: Money) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.status, found.captured, found.authorized) == (status, captured, authorized), (
        f'a payment "{status}", {captured} captured, {authorized} authorized was expected, '
        f"but found {in_words(found)}"
    )


@then('the refund of {amount:Money} is "{status}"')
def refund_is_in_status(context: Context, amount: Money, status: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.status, found.captured) == (status, amount), (
        f'a refund of {amount} that is "{status}" was expected, but the gateway answered {in_words(found)}'
    )


@then("both responses name the same payment")
def responses_name_same_payment(context: Context) -> None:
    first, second = context.world.merchant.responses
    assert first.identity, f"a payment was expected, but the gateway answered {first}"
    assert first.identity == second.identity, f"one payment was expected, but there are {first} and {second}"


@then('the gateway refuses with "{kind}"')
def gateway_refuses_with_kind(context: Context, kind: str) -> None:
    found = context.world.merchant.responses[-1]
    assert found.refused == kind, f"{kind} was expected, but the gateway answered {in_words(found)}"


@then('the gateway refuses with the code "{code}", as "{kind}"')
def gateway_refuses_with_code(context: Context, code: str, kind: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.refused, found.code) == (kind, code), (
        f'{kind} with the code "{code}" was expected, but the gateway answered {in_words(found)}'
    )


@then('the issuer declines with "{code}" and "{decline_code}"')
def issuer_declines(context: Context, code: str, decline_code: str) -> None:
    found = context.world.merchant.responses[-1]
    assert (found.refused, found.code, found.decline_code) == ("CardError", code, decline_code), (
        f'a decline with "{code}" and "{decline_code}" was expected, '
        f"but the gateway answered {in_words(found)}"
    )
