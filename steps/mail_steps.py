"""Sentences about the mails of an order: how many, and in which state."""

from behave import given, then

from steps.drivers.eventually import eventually
from steps.tasks.mail_arrival import settled_mails
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context

_ARRIVES_WITHIN = 10.0  # seconds


@then("{who:Who} gets one confirmation mail over {total:Money}")
@needs(Capability.MAIL)
def gets_one_confirmation(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = [mail.total for mail in settled_mails(context.world, actor) if actor.order_number in mail.subject]
    assert found == [total], (
        f"one confirmation over {total} was expected for {who}, but the inbox has {in_words(found)}"
    )


@given("{who:Who} has been told of the cancellation by mail")
@then("{who:Who} gets one confirmation and one cancellation mail")
@needs(Capability.MAIL)
def gets_one_cancellation(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = sorted(mail.kind for mail in settled_mails(context.world, actor))
    expected = ["cancellation", "confirmation"]
    assert found == expected, (
        f"{in_words(expected)} were expected for {who}, but the inbox has {in_words(found)}"
    )


@then("the first mail that {who:Who} gets about the order is the {kind:FirstMail}")
@needs(Capability.MAIL)
def gets_this_mail_first(context: Context, who: str, kind: str) -> None:
    actor = context.world.actors.named(who)
    mails = settled_mails(context.world, actor)
    found = [mail.kind for mail in mails if mail.order_number == actor.order_number]
    assert found[:1] == [kind], (
        f"the {kind} mail was expected as the first for {who}, but the inbox has {in_words(found)}"
    )


@then("{who:Who} gets one confirmation, one cancellation and at most one mail about each refund")
@needs(Capability.MAIL)
def gets_each_mail_once(context: Context, who: str) -> None:
    mails = settled_mails(context.world, context.world.actors.named(who))
    found = [(mail.kind, mail.lines) for mail in mails]
    once = [kind for kind, _ in found if kind in ("cancellation", "confirmation")]
    right = sorted(once) == ["cancellation", "confirmation"] and all(found.count(one) == 1 for one in found)
    assert right, f"one mail about each event was expected for {who}, but the inbox has {in_words(found)}"


@then('the cancellation mail says "{words}"')
@needs(Capability.MAIL)
def cancellation_mail_says(context: Context, words: str) -> None:
    mails = settled_mails(context.world, context.world.actors.customer("customer"))
    found = [mail.lines for mail in mails if mail.kind == "cancellation"]
    right = len(found) == 1 and words in found[0]
    assert right, (
        f'one cancellation mail with the line "{words}" was expected, but the inbox has {in_words(found)}'
    )


@then("{who:Who} gets the confirmation mail twice, with one message id")
@needs(Capability.MAIL)
def gets_mail_twice_with_one_id(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(context.world, actor)]
    right = len(found) == 2 and len(set(found)) == 1
    assert right, (
        f"two mails with one Message-ID were expected for {who}, but the inbox has {in_words(found)}"
    )


@then("{who:Who} gets the confirmation mail twice, with two message ids")
@needs(Capability.MAIL)
def gets_mail_twice_with_two_ids(context: Context, who: str) -> None:
    mails = settled_mails(context.world, context.world.actors.named(who))
    found = [(mail.subject, mail.message_id) for mail in mails]
    subjects, ids = {mail.subject for mail in mails}, {mail.message_id for mail in mails}
    right = (len(mails), len(subjects), len(ids)) == (2, 1, 2)
    assert right, (
        f"one subject and two Message-IDs were expected for {who}, but the inbox has {in_words(found)}"
    )


@then("{who:Who} gets no mail")
@needs(Capability.MAIL)
def gets_no_mail(context: Context, who: str) -> None:
    found = [mail.subject for mail in settled_mails(context.world, context.world.actors.named(who))]
    assert not found, f"no mail was expected for {who}, but the inbox has {in_words(found)}"


@given("the confirmation mail {state:MailState}")
@then("the confirmation mail {state:MailState}")
def confirmation_is_in_state(context: Context, state: str) -> None:
    world = context.world
    number = world.actors.customer("customer").order_number
    eventually(
        lambda: world.shop.notifications.states(world.actors.staff(), number),
        until=lambda states: states == (state,),
        within=_ARRIVES_WITHIN,
        what=f"notifications has one mail for the order {number}, which is {state}",
    )
