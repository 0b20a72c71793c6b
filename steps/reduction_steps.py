"""Sentences about refunds of orders on invoice that are still owed: what they take off the invoice."""

from behave import given, then

from steps.drivers.eventually import eventually
from steps.drivers.inbox import Mail
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.reductions import notice_what_was_taken_off, take_off_unnoticed
from steps.tasks.refunds import customers_order
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wording import plain, says
from steps.world.world import Context, World

_SETTLES_WITHIN = 10.0  # seconds


@given("the staff has taken {amount:Money} off the invoice, of which orders has not learned")
@needs(Capability.FAULTS)
def has_taken_off_unknown_to_orders(context: Context, amount: Money) -> None:
    take_off_unnoticed(context.world, amount)


@given("orders has learned of what was taken off the invoice")
@needs(Capability.FAULTS)
def orders_has_learned(context: Context) -> None:
    notice_what_was_taken_off(context.world)


@then("the customer sees that {amount:Money} was taken off the invoice")
def sees_reduction(context: Context, amount: Money) -> None:
    eventually(
        lambda: sum(refund.reduced for refund in customers_order(context.world).refunds),
        until=lambda seen: seen == amount.amount,
        within=_SETTLES_WITHIN,
        what=f"the order says that {amount} ({amount.amount} minor units) is not owed any more",
    )


@then("the customer is told by mail that {amount:Money} is taken off, and {left:Money} is still to pay")
@needs(Capability.MAIL)
def is_told_of_reduction(context: Context, amount: Money, left: Money) -> None:
    wanted = {f"Taken off your invoice: {amount}", f"Still to be paid by transfer: {left}"}
    found = [mail.lines for mail in _reductions(context.world)]
    assert [wanted <= {*lines} for lines in found].count(True) == 1, (
        f"one mail that takes {amount} off and leaves {left} was expected, but the mails about it say "
        f"{in_words(found)}"
    )


@then('the mail about the reduction says "{words}"')
@needs(Capability.MAIL)
def reduction_says(context: Context, words: str) -> None:
    found = [plain(mail.text) for mail in _reductions(context.world)]
    assert [says(text, words) for text in found] == [True], (
        f'one mail about a reduction that says "{words}" was expected, but these mails say {in_words(found)}'
    )


def _reductions(world: World) -> list[Mail]:
    """The mails that tell the customer of a reduction, once there is one and no mail is left to be sent."""
    actor = world.actors.customer("customer")
    eventually(
        lambda: [mail.kind for mail in world.shop.inbox.of(actor.email)].count("reduction"),
        until=lambda seen: seen >= 1,
        within=_SETTLES_WITHIN,
        what="the customer has a mail about a reduction",
    )
    return [mail for mail in settled_mails(world, actor) if mail.kind == "reduction"]
