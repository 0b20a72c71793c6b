"""Sentences about orders that are paid by bank transfer, and about money that goes back by transfer."""

from collections.abc import Callable
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.choices import choose_payment
from steps.tasks.mail_arrival import settled_mails, wait_until_mail_is_sent
from steps.tasks.retrying import without_retry
from steps.tasks.shopping import buy, put_on_sale
from steps.tasks.transfers import (
    IN_ADVANCE,
    awaited_transfer,
    owed,
    report_last,
    send_all,
    transfer,
    transfer_in_time,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_TELLS_CUSTOMER = "orders -> notifications"
"""What a step needs that waits until nothing is left to be sent: a stub of orders tells no customer."""
_SETTLES_WITHIN = 10.0  # seconds


@given("{who:Who} has ordered {count:Count} of the shop's {copies:Copies} at {price:Money} in advance")
def has_ordered_in_advance(
    context: Context, who: str, count: int, copies: dict[str, int], price: Money
) -> None:
    for title, on_hand in copies.items():
        put_on_sale(context.world, title, price, on_hand)
    actor = choose_payment(context.world, who, IN_ADVANCE)
    buy(context.world, actor, dict.fromkeys(copies, count))
    awaited_transfer(context.world, actor)  # a shop may have taken the order as paid otherwise


@given("{who:Who} pays in advance")
def pays_in_advance(context: Context, who: str) -> None:
    choose_payment(context.world, who, IN_ADVANCE)


@given("{who:Who} has transferred {amount:Money}")
@needs(arrows=(_TELLS_CUSTOMER,))
def has_transferred(context: Context, who: str, amount: Money) -> None:
    transfer(context.world, context.world.actors.named(who), amount)
    wait_until_mail_is_sent(context.world)


@when("{who:Who} transfers {amount:Money}")
def transfers_amount(context: Context, who: str, amount: Money) -> None:
    transfer(context.world, context.world.actors.named(who), amount)


@given("the bank has reported late that {who:Who} transferred {amount:Money} in time")
@when("the bank reports late that {who:Who} transferred {amount:Money} in time")
def bank_reports_late(context: Context, who: str, amount: Money) -> None:
    transfer_in_time(context.world, context.world.actors.named(who), amount)


@when("{who:Who} transfers {amount:Money}, which the bank reports until it is answered")
def bank_reports_until_answered(context: Context, who: str, amount: Money) -> None:
    transfer(context.world, context.world.actors.named(who), amount, retrying=True)


@when("{who:Who} transfers {amount:Money}, which the bank reports once")
def bank_reports_once(context: Context, who: str, amount: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    without_retry(lambda: transfer(world, actor, amount))


@when("{who:Who} transfers {amount:Money} with the reference {written:Spelling}")
def transfers_with_reference(
    context: Context, who: str, amount: Money, written: Callable[[str], str]
) -> None:
    transfer(context.world, context.world.actors.named(who), amount, written)


@given("the bank has reported the transfer once more")
@when("the bank reports the transfer once more")
def bank_reports_again(context: Context) -> None:
    report_last(context.world, context.world.actors.buyer()).succeeded()


@when("the bank reports the transfer once more, as one of {amount:Money}")
def bank_reports_another_amount(context: Context, amount: Money) -> None:
    report_last(context.world, context.world.actors.buyer(), amount)


@when("the staff sends back what is owed")
@needs(arrows=(_TELLS_CUSTOMER,))
def staff_has_sent_back(context: Context) -> None:
    send_all(context.world)


@when("the staff marks money as sent back that is not owed")
def staff_marks_unknown_money(context: Context) -> None:
    world = context.world
    world.actors.buyer().last_reply = Attempt.at(
        "marking a repayment as sent",
        lambda: world.shop.transfers.mark_sent(world.actors.staff(), str(uuid4())),
    )


@then("{missing:Money} of the order is still to be transferred")
def is_still_missing(context: Context, missing: Money) -> None:
    world, actor = context.world, context.world.actors.buyer()
    eventually(
        lambda: awaited_transfer(world, actor).missing,
        until=lambda seen: seen == missing,
        within=_SETTLES_WITHIN,
        what=f"the order of {actor.role} says that {missing} is missing",
    )


@then("{amount:Money} has to be sent back, since {reason:RepaymentReason}")
@then("{amount:Money} has to be sent back as {reason:RepaymentReason}")
@needs(arrows=(_TELLS_CUSTOMER,))
def has_to_be_sent_back(context: Context, amount: Money, reason: str) -> None:
    found = [(each.amount, each.reason) for each in owed(context.world)]
    assert found == [(amount, reason)], (
        f"{amount} was expected to be owed for the reason {reason}, but the list has {in_words(found)}"
    )


@then("the transfer of {amount:Money} has paid the order, or goes back with the order canceled")
@needs(arrows=(_TELLS_CUSTOMER,))
def has_paid_or_goes_back(context: Context, amount: Money) -> None:
    world, actor = context.world, context.world.actors.buyer()
    allowed: tuple[object, ...] = (("paid", []), ("canceled", [(amount, "canceled")]))
    eventually(
        lambda: (
            world.shop.orders.numbered(actor.credentials, actor.order_number).state,
            [(each.amount, each.reason) for each in owed(world)],
        ),
        until=lambda seen: seen in allowed,
        within=_SETTLES_WITHIN,
        what=f"the order is paid and nothing goes back, or it is canceled and {amount} goes back",
    )


@then("nothing has to be sent back")
@needs(arrows=(_TELLS_CUSTOMER,))
def nothing_has_to_be_sent_back(context: Context) -> None:
    found = [(each.amount, each.reason) for each in owed(context.world)]
    assert not found, f"no repayment was expected, but the list has {in_words(found)}"


@then("{who:Who} is asked by mail to transfer {amount:Money}")
@needs(Capability.MAIL)
def is_asked_to_transfer(context: Context, who: str, amount: Money) -> None:
    actor = context.world.actors.named(who)
    asking = [
        mail for mail in settled_mails(context.world, actor) if mail.kind in ("transfer", "underpayment")
    ]
    found = asking[-1].lines if asking else ()
    reference = f"Reference: {awaited_transfer(context.world, actor).reference}"
    wanted = [{f"{label}: {amount}", reference} for label in ("Please transfer", "Still missing")]
    assert any(lines <= {*found} for lines in wanted), (
        f"a mail that asks {who} for {amount}, {reference}, was expected, but the last one says "
        f"{in_words(found)}"
    )


@given("{who:Who} has been told by mail that the {kind:TransferMail}")
@then("{who:Who} is told by mail that the {kind:TransferMail}")
@needs(Capability.MAIL)
def is_told_by_mail(context: Context, who: str, kind: str) -> None:
    actor = context.world.actors.named(who)
    eventually(
        lambda: [mail.kind for mail in context.world.shop.inbox.of(actor.email)],
        until=lambda seen: seen.count(kind) == 1,
        within=_SETTLES_WITHIN,
        what=f"{who} has one {kind} mail",
    )
