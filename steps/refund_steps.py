"""Sentences about money that goes back to the customer."""

from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.tasks.retrying import retry_until_answered
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


def _ask(context: Context, **wish: object) -> Attempt[str]:
    """The staff asks for a refund of the customer's order; kept with the customer."""
    world, customer = context.world, context.world.actors.customer("customer")
    number, named = customer.order_number, {"refund_id": str(uuid4()), **wish}
    refunds, staff = world.shop.refunds, world.actors.staff()
    customer.last_reply = Attempt.at("the refund", lambda: refunds.refund(staff, number, named))
    return customer.last_reply


def _order(context: Context) -> Order:
    customer = context.world.actors.customer("customer")
    return context.world.shop.orders.numbered(customer.credentials, customer.order_number)


def _copies(context: Context, copies: dict[str, int]) -> list[dict[str, object]]:
    return [{"sku": context.world.catalog.sku(title), "quantity": count} for title, count in copies.items()]


@given("the staff has refunded {amount:Money} of the order")
def has_refunded(context: Context, amount: Money) -> None:
    _ask(context, amount=amount.amount).succeeded()
    order_was_refunded(context, amount)


@given("the staff has refunded {copies:Copies}")
def has_refunded_copies(context: Context, copies: dict[str, int]) -> None:
    _ask(context, lines=_copies(context, copies)).succeeded()


@given("the staff has asked for all of the order's money to go back")
def has_asked_for_all(context: Context) -> None:
    _ask(context).succeeded()


@when("the staff refunds {amount:Money} of the order")
def refund_amount(context: Context, amount: Money) -> None:
    _ask(context, amount=amount.amount)


@when("the staff refunds {copies:Copies}")
def refund_copies(context: Context, copies: dict[str, int]) -> None:
    _ask(context, lines=_copies(context, copies))


@when("the staff refunds {copies:Copies} and the shipping")
def refund_copies_and_shipping(context: Context, copies: dict[str, int]) -> None:
    _ask(context, lines=_copies(context, copies), shipping=True)


@when("the staff refunds what is left of the order")
def refund_the_rest(context: Context) -> None:
    _ask(context)


@when("the staff submits the same refund of {amount:Money} twice")
def refund_twice(context: Context, amount: Money) -> None:
    same = {"refund_id": str(uuid4()), "amount": amount.amount}
    run_concurrently([lambda: _ask(context, **same), lambda: _ask(context, **same)])
    _ask(context, **same).succeeded()


@given("the staff refunds {amount:Money} of the order, repeating it until it is answered")
@when("the staff refunds {amount:Money} of the order, repeating it until it is answered")
def refund_until_answered(context: Context, amount: Money) -> None:
    same = {"refund_id": str(uuid4()), "amount": amount.amount}
    retry_until_answered(lambda: _ask(context, **same))


@when("two of the staff refund {amount:Money} each at the same moment")
def refund_at_once(context: Context, amount: Money) -> None:
    both = [lambda: _ask(context, amount=amount.amount)] * 2
    run_concurrently(both)


@when("{count:Count} of the staff refund {amount:Money} each at the same moment")
def refund_many_at_once(context: Context, count: int, amount: Money) -> None:
    run_concurrently([lambda: _ask(context, amount=amount.amount)] * count)


@given("somebody has refunded {amount:Money} at the gateway itself")
@when("somebody refunds {amount:Money} at the gateway itself")
def refund_at_the_gateway(context: Context, amount: Money) -> None:
    customer = context.world.actors.customer("customer")
    context.world.shop.gateway.refund_at_dashboard(customer.checkout_ids, amount)


@when("{who:Who} cancels the order while the staff refunds {amount:Money} of it")
def cancel_while_refunding(context: Context, who: str, amount: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    number = actor.order_number
    run_concurrently(
        [
            lambda: _ask(context, amount=amount.amount),
            lambda: world.shop.orders.cancel(actor.credentials, number),
        ]
    )


@then("{amount:Money} of the order have been refunded")
def order_was_refunded(context: Context, amount: Money) -> None:
    eventually(
        lambda: sum(r.amount.amount for r in _order(context).refunds if r.state in ("refunded", "pending")),
        until=lambda refunded: refunded == amount.amount,
        within=_SETTLES_WITHIN,
        what=f"{amount} of the order count as refunded",
    )


@then("the order's refund of {amount:Money} is {state}")
def refund_is(context: Context, amount: Money, state: str) -> None:
    eventually(
        lambda: [(refund.amount, refund.state) for refund in _order(context).refunds],
        until=lambda seen: seen == [(amount, state)],
        within=_SETTLES_WITHIN,
        what=f"the order has one refund, of {amount}, which is {state}",
    )


@then("the refunds of the order are {first:Money} and {second:Money}")
def refunds_are(context: Context, first: Money, second: Money) -> None:
    found = [refund.amount for refund in _order(context).refunds if refund.state != "failed"]
    assert found == [first, second], f"refunds of {first} and {second} were expected, but: {found}"


@then("the order has {count:Count} refunds, and none of them failed")
def refunds_are_so_many(context: Context, count: int) -> None:
    found = [refund.state for refund in _order(context).refunds]
    right = len(found) == count and "failed" not in found
    assert right, f"{count} refunds were expected, and none of them failed, but they are {found}"


@then("the refund holds {tax:Money} tax and {discount:Money} discount")
def refund_holds(context: Context, tax: Money, discount: Money) -> None:
    refund = _order(context).refunds[-1]
    assert (refund.tax, refund.discount) == (tax, discount), (
        f"the refund should hold {tax} tax and {discount} discount, but is {refund}"
    )


@then("the {method:Method} has {amount:Money} back of {charge:Money}")
def has_back(context: Context, method: str, amount: Money, charge: Money) -> None:
    buyer, gateway = context.world.actors.buyer(), context.world.shop.gateway
    eventually(
        lambda: [(c.captured, c.refunded) for c in gateway.charges(buyer.checkout_ids) if c.captured],
        until=lambda seen: seen == [(charge.amount, amount.amount)],
        within=_SETTLES_WITHIN,
        what=f"one charge of {charge} exists at the gateway, and {amount} of it went back to the {method}",
    )


@then("the staff is told that {amount:Money} can be refunded at most")
def is_told_refundable(context: Context, amount: Money) -> None:
    told = context.world.actors.customer("customer").last_reply
    assert told is not None, "the staff has asked for no refund in this scenario"
    refusal = told.refused()
    assert (refusal.slug, refusal.members.get("refundable")) == ("refund-too-large", amount.amount), (
        f"the staff should have been told that at most {amount} can go back, but was told {refusal}"
    )


@then("the staff is told that the order cannot be refunded")
def is_told_not_refundable(context: Context) -> None:
    told = context.world.actors.customer("customer").last_reply
    assert told is not None, "the staff has asked for no refund in this scenario"
    assert told.refused().slug == "not-refundable", f"the staff was told {told.refused()}"


@then("{who:Who} gets a mail that {amount:Money} were refunded")
@needs(Capability.MAIL)
def gets_refund_mail(context: Context, who: str, amount: Money) -> None:
    _mail(context, who, "A refund for your order", f"Refunded to your card: {amount}")


@then("{who:Who} gets a mail that the refund of {amount:Money} failed")
@needs(Capability.MAIL)
def gets_failure_mail(context: Context, who: str, amount: Money) -> None:
    _mail(context, who, "could not be paid", f"Could not be refunded to your card: {amount}")


def _mail(context: Context, who: str, subject: str, sentence: str) -> None:
    actor, inbox = context.world.actors.named(who), context.world.shop.inbox
    eventually(
        lambda: [sentence in mail.text for mail in inbox.of(actor.email) if subject in mail.subject],
        until=lambda seen: seen == [True],
        within=_SETTLES_WITHIN,
        what=f"{who} has one mail {subject!r} that says {sentence!r}",
    )
