"""Sentences about attempts to deliver a mail, and about what support is told."""

from datetime import timedelta

from behave import given, then, when

from steps.tasks.mail_arrival import mails_to_support
from steps.tasks.mail_attempts import came_early, pauses, until_tried, until_tried_for
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context

_CERTAINLY_LONGER = 3.0  # seconds: of shorter pauses the duration of an attempt is a large part
_ENOUGH = 3  # pauses


@when("the shop has tried {times:Times} to send the confirmation mail")
@needs(Capability.CLOCK)
def shop_has_tried(context: Context, times: int) -> None:
    number = context.world.actors.customer("customer").order_number
    context.world.mail_history = until_tried(context.world, number, times)


@given("the shop has tried to send the confirmation mail for {duration:Duration}")
@needs(Capability.CLOCK)
def shop_has_tried_for(context: Context, duration: timedelta) -> None:
    until_tried_for(context.world, context.world.actors.customer("customer").order_number, duration)
    context.world.actors.sign_in_again()


@then("no attempt came before it was due")
def no_attempt_came_early(context: Context) -> None:
    early = came_early(context.world.mail_history)
    assert not early, (
        f"no early attempt was expected, "
        f"but {in_words(early)} are among {in_words(context.world.mail_history)}"
    )


@then("each pause was longer than the one before")
def pauses_grow(context: Context) -> None:
    found = pauses(context.world.mail_history)
    long = [pause for pause in found if pause > _CERTAINLY_LONGER]
    assert len(long) >= _ENOUGH, (
        f"{_ENOUGH} pauses of more than 3 s were expected, but they are {in_words(found)}"
    )
    assert long == sorted(set(long)), f"growing pauses were expected, but they are {in_words(long)} seconds"


@then("support is told that the confirmation mail did not reach {who:Who}")
@needs(Capability.MAIL)
def support_is_told_of_bounce(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    _support_is_told_once(context, actor.order_number, f"To: {actor.email}")


@then("support is told that the confirmation mail may have been delivered")
@needs(Capability.MAIL)
def support_is_told_of_doubt(context: Context) -> None:
    number = context.world.actors.customer("customer").order_number
    _support_is_told_once(context, number, f"The confirmation of order {number} may have been delivered")


def _support_is_told_once(context: Context, number: str, sentence: str) -> None:
    found = [mail for mail in mails_to_support(context.world) if number in mail.subject]
    assert len(found) == 1, (
        f"one mail to support was expected, but: {in_words([mail.subject for mail in found])}"
    )
    assert sentence in found[0].text, (
        f'"{sentence}" was expected for support, but the mail is:\n{found[0].text}'
    )


@then("support is told nothing")
@needs(Capability.MAIL)
def support_is_told_nothing(context: Context) -> None:
    found = [mail.subject for mail in mails_to_support(context.world)]
    assert not found, f"no mail to support was expected, but there are {in_words(found)}"
