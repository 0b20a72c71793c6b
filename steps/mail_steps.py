"""Sentences about the mail a customer gets."""

import re

from behave import given, then

from steps.drivers.eventually import eventually
from steps.tasks.mail_arrival import settled_mails
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_ARRIVES_WITHIN = 10.0  # seconds
_COUNTRIES = {"US": "United States"}


@then("{who:Who} gets one confirmation mail over {total:Money}")
@needs(Capability.MAIL)
def gets_one_confirmation(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = [mail.total for mail in settled_mails(context.world, actor) if actor.order_number in mail.subject]
    assert found == [total], f"{who} should get one confirmation over {total}, but got mails over {found}"


@then("{who:Who} gets one confirmation and one cancellation mail")
@needs(Capability.MAIL)
def gets_one_cancellation(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = sorted(mail.kind for mail in settled_mails(context.world, actor))
    expected = ["cancellation", "confirmation"]
    assert found == expected, f"{who} should get one confirmation and one cancellation, but got {found}"


@given("{who:Who} has been told of the cancellation by mail")
@needs(Capability.MAIL)
def has_been_told_of_the_cancellation(context: Context, who: str) -> None:
    gets_one_cancellation(context, who)


@then("{who:Who} gets the confirmation mail twice, recognizable as the same")
@needs(Capability.MAIL)
def gets_the_same_mail_twice(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = [mail.message_id for mail in settled_mails(context.world, actor)]
    assert len(found) == 2, f"{who} should get the mail twice, but got {len(found)}: {found}"
    assert len(set(found)) == 1, f"both mails should have one Message-ID, but have {found}"


@then("{who:Who} gets no mail")
@needs(Capability.MAIL)
def gets_no_mail(context: Context, who: str) -> None:
    found = [mail.subject for mail in settled_mails(context.world, context.world.actors.named(who))]
    assert not found, f"{who} should get no mail, but got {found}"


@then("the confirmation mail is waiting to be sent")
def confirmation_is_waiting(context: Context) -> None:
    _one_mail_is(context, "queued")


@then("the confirmation mail has come back")
def confirmation_has_come_back(context: Context) -> None:
    _one_mail_is(context, "bounced")


@given("the confirmation mail has been sent")
def confirmation_has_been_sent(context: Context) -> None:
    _one_mail_is(context, "sent")


def _one_mail_is(context: Context, state: str) -> None:
    world = context.world
    number = world.actors.customer("customer").order_number
    eventually(
        lambda: world.shop.notifications.states(world.actors.staff(), number),
        until=lambda states: states == (state,),
        within=_ARRIVES_WITHIN,
        what=f"one mail for the order is {state}",
    )


@then("the mail lists {count:Count} copies of {title:Title} at {total:Money}")
@then("the mail lists {count:Count} copy of {title:Title} at {total:Money}")
@needs(Capability.MAIL)
def mail_lists(context: Context, count: int, title: str, total: Money) -> None:
    unit = r"[^\n:]+[:\s]+"  # the price of one, which a scenario need not name
    row = rf"^{re.escape(title)}\s+{count} × {unit}{re.escape(str(total))}\s*$"  # noqa: RUF001 - as in the mail
    _has(context, row)


@then("the mail names the order number and the customer's address")
@needs(Capability.MAIL)
def mail_names_number_and_address(context: Context) -> None:
    customer = context.world.actors.customer("customer")
    address = customer.address
    place = f"{address['city']}, {address['region']} {address['postal_code']}"
    lines = (address["name"], address["line1"], place, _COUNTRIES[address["country"]])
    _has(context, re.escape(customer.order_number))
    _has(context, r"\s+".join(map(re.escape, lines)))


def _has(context: Context, row: str) -> None:
    """The one mail of the customer has this, as text and as HTML."""
    (mail,) = settled_mails(context.world, context.world.actors.customer("customer"))
    for kind, body in mail.bodies:
        assert re.search(row, body, re.MULTILINE), f"the {kind} of the mail should have {row!r}:\n{body}"
