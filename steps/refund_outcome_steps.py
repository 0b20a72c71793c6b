"""Sentences about the refunds of an order: their amounts, their states, and the mails about them."""

from behave import then

from steps.drivers.eventually import eventually
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.refunds import customers_order, wait_until_refunded
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


@then("{amount:Money} of the order has been refunded")
def amount_has_been_refunded(context: Context, amount: Money) -> None:
    wait_until_refunded(context.world, amount)


@then("the order's refund of {amount:Money} is {state:RefundState}")
def refund_is_in_state(context: Context, amount: Money, state: str) -> None:
    eventually(
        lambda: [(refund.amount, refund.state) for refund in customers_order(context.world).refunds],
        until=lambda seen: [now for refunded, now in seen if refunded == amount] == [state],
        within=_SETTLES_WITHIN,
        what=f"the order has one refund of {amount}, in the state {state}",
    )


@then("the refunds of the order are {first:Money} and {second:Money}")
def refunds_of_order_are(context: Context, first: Money, second: Money) -> None:
    refunds = customers_order(context.world).refunds
    found = [refund.amount for refund in refunds if refund.state != "failed"]
    assert found == [first, second], (
        f"refunds of {first} and {second} were expected, but the order has {in_words(found)}"
    )


@then("the order has {count:Count} refunds, and none of them failed")
def order_has_refunds(context: Context, count: int) -> None:
    found = [refund.state for refund in customers_order(context.world).refunds]
    right = len(found) == count and "failed" not in found
    assert right, f"{count} refunds, none of them failed, were expected, but the order has {in_words(found)}"


@then("the refund includes {tax:Money} tax and {discount:Money} discount")
def refund_includes(context: Context, tax: Money, discount: Money) -> None:
    refund = customers_order(context.world).refunds[-1]
    assert (refund.tax, refund.discount) == (tax, discount), (
        f"{tax} tax and {discount} discount were expected in the last refund, but it is {in_words(refund)}"
    )


@then("the staff is told that at most {amount:Money} can be refunded")
def is_told_refundable_amount(context: Context, amount: Money) -> None:
    refusal = context.world.actors.customer("staff").refusal("refund-too-large")
    found = Money(refusal.members["refundable"], customers_order(context.world).grand_total.currency)
    assert found == amount, (
        f"{amount} was expected as refundable, but the refusal says {in_words(found)}: {refusal}"
    )


@then("the staff is told that the order cannot be refunded yet")
def is_told_not_refundable(context: Context) -> None:
    context.world.actors.customer("staff").refusal("not-refundable")


@then("the staff is told that only multiples of {smallest:Money} can be refunded")
def is_told_smallest_amount(context: Context, smallest: Money) -> None:
    refusal = context.world.actors.customer("staff").refusal("refund-too-fine")
    found = Money(refusal.members["smallest"], customers_order(context.world).grand_total.currency)
    assert found == smallest, (
        f"{smallest} was expected as smallest, but the refusal says {in_words(found)}: {refusal}"
    )


@then("{who:Who} gets a mail about a refund of {amount:Money}")
@needs(Capability.MAIL)
def gets_refund_mail(context: Context, who: str, amount: Money) -> None:
    _gets_mail(context, who, "A refund for your order", f"Refunded to your card: {amount}")


@then("{who:Who} gets a mail about a failed refund of {amount:Money}")
@needs(Capability.MAIL)
def gets_failed_refund_mail(context: Context, who: str, amount: Money) -> None:
    _gets_mail(context, who, "could not be paid", f"Could not be refunded to your card: {amount}")


@then("{who:Who} gets one mail about a refund of {first:Money} and one about {second:Money}")
@needs(Capability.MAIL)
def gets_two_refund_mails(context: Context, who: str, first: Money, second: Money) -> None:
    mails = settled_mails(context.world, context.world.actors.named(who))
    said = [line for mail in mails for line in mail.lines if line.startswith("Refunded to your card: ")]
    expected = sorted(f"Refunded to your card: {amount}" for amount in (first, second))
    assert sorted(said) == expected, (
        f"{in_words(expected)} were expected in the mails to {who}, but they say {in_words(said)}"
    )


def _gets_mail(context: Context, who: str, subject: str, sentence: str) -> None:
    actor, inbox = context.world.actors.named(who), context.world.shop.inbox
    eventually(
        lambda: [sentence in mail.lines for mail in inbox.of(actor.email) if subject in mail.subject],
        until=lambda seen: seen == [True],
        within=_SETTLES_WITHIN,
        what=f'{who} has one mail "{subject}" that says "{sentence}"',
    )
