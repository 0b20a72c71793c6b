"""Sentences about mails that are sent again: tried until they arrive, given up, or wanted once more."""

from datetime import timedelta
from uuid import uuid4

from behave import given, then, when

from steps.drivers.inbox import SUPPORT
from steps.tasks.mail_arrival import settled_mails, wait_until_mail_is_sent
from steps.tasks.mail_attempts import came_early, pauses, until_tried
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_CERTAINLY_LONGER = 3.0  # seconds: beside shorter pauses, how long an attempt itself takes would count
_ENOUGH = 3


@when("the shop has tried {times:Count} times to send the confirmation mail")
@needs(Capability.CLOCK)
def has_tried(context: Context, times: int) -> None:
    number = context.world.actors.customer("customer").order_number
    context.world.mail_history = until_tried(context.world, number, times)


@then("no attempt came before its time")
def none_came_early(context: Context) -> None:
    early = came_early(context.world.mail_history)
    assert not early, f"these attempts came before their time: {early}; all were {context.world.mail_history}"


@then("each pause was longer than the one before")
def pauses_grow(context: Context) -> None:
    long = [pause for pause in pauses(context.world.mail_history) if pause > _CERTAINLY_LONGER]
    assert len(long) >= _ENOUGH, (
        f"the pauses should grow beyond 3 s, but were {pauses(context.world.mail_history)}"
    )
    assert long == sorted(set(long)), f"each pause should be longer than the one before, but they were {long}"


@when("{days:Count} days pass")
@needs(Capability.CLOCK)
def days_pass(context: Context, days: int) -> None:
    context.world.clock.advance(timedelta(days=days))
    context.world.actors.sign_in_again()


@then("support is told that the confirmation mail did not reach {who:Who}")
@needs(Capability.MAIL)
def support_is_told(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    _support_is_told(context, actor.order_number, f"To: {actor.email}")


@then("support is told that the confirmation mail may have been delivered")
@needs(Capability.MAIL)
def support_is_told_of_doubt(context: Context) -> None:
    number = context.world.actors.customer("customer").order_number
    _support_is_told(context, number, f"The confirmation of order {number} may have been delivered")


def _support_is_told(context: Context, number: str, told: str) -> None:
    """Once about this order, and this."""
    wait_until_mail_is_sent(context.world)
    found = [mail for mail in context.world.shop.inbox.of(SUPPORT) if number in mail.subject]
    assert len(found) == 1, f"support should be told once, but has {[mail.subject for mail in found]}"
    assert told in found[0].text, f"support should be told {told!r}, but:\n{found[0].text}"


@then("support is told nothing")
@needs(Capability.MAIL)
def support_is_told_nothing(context: Context) -> None:
    wait_until_mail_is_sent(context.world)
    found = [mail.subject for mail in context.world.shop.inbox.of(SUPPORT)]
    assert not found, f"support should be told nothing, but got {found}"


def _wish(context: Context, actor: Actor, credentials: dict[str, str], copy_id: str = "") -> None:
    world = context.world
    number, named = world.actors.customer("customer").order_number, copy_id or str(uuid4())
    mails = world.shop.notifications
    actor.last_reply = Attempt.at(
        "the copy of the mail", lambda: mails.copy_confirmation(credentials, number, named)
    )


@when("the staff has the confirmation mail sent again")
def staff_wishes_a_copy(context: Context) -> None:
    _wish(context, context.world.actors.customer("staff"), context.world.actors.staff())


@given("the staff has been told that the mail is still on its way")
def staff_has_been_told(context: Context) -> None:
    staff_wishes_a_copy(context)
    told = context.world.actors.customer("staff").last_reply
    assert told is not None, "the staff has asked for nothing"
    assert told.refused().slug == "still-on-its-way", f"the staff was told {told.outcome}"


@when("the staff has the confirmation mail sent again, with two clicks")
def staff_clicks_twice(context: Context) -> None:
    actors, same = context.world.actors, str(uuid4())
    clicks = [lambda: _wish(context, actors.customer("staff"), actors.staff(), same)] * 2
    run_concurrently(clicks)


@when("{who:Who} wants the customer's confirmation mail sent again")
def somebody_wishes_a_copy(context: Context, who: str) -> None:
    actor = context.world.actors.customer(who)
    _wish(context, actor, actor.credentials)


@when("somebody without credentials wants the customer's confirmation mail sent again")
def nobody_wishes_a_copy(context: Context) -> None:
    _wish(context, context.world.actors.customer("somebody"), {})


@then("{who:Who} gets the confirmation mail twice, each as a mail of its own")
@needs(Capability.MAIL)
def gets_two_mails(context: Context, who: str) -> None:
    found = settled_mails(context.world, context.world.actors.named(who))
    subjects, ids = {mail.subject for mail in found}, {mail.message_id for mail in found}
    assert (len(found), len(subjects), len(ids)) == (2, 1, 2), (
        f"{who} should get the same mail twice under two ids, but got {[mail.message_id for mail in found]}"
    )
