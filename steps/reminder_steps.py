"""Sentences about reminders of overdue invoices."""

from behave import then

from steps.drivers.eventually import eventually
from steps.drivers.inbox import Mail
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.transfers import awaited_transfer
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wording import plain, says
from steps.world.world import Context, World

_ARRIVES_WITHIN = 10.0  # seconds


@then("{who:Who} has {number:NoneOrOne} mail that the invoice is overdue")
@needs(Capability.MAIL)
def has_so_many_reminders(context: Context, who: str, number: int) -> None:
    found = _reminders(context.world, who, number)
    assert len(found) == number, (
        f"{in_words(number)} reminders were expected for {who}, but there are {in_words(found)}"
    )


@then("{who:Who} is reminded by mail to transfer {amount:Money}")
@needs(Capability.MAIL)
def is_reminded_to_transfer(context: Context, who: str, amount: Money) -> None:
    reference = awaited_transfer(context.world, context.world.actors.named(who)).reference
    wanted = {f"Still missing: {amount}", f"Reference: {reference}"}
    found = [mail.lines for mail in _reminders(context.world, who, 1)]
    assert [wanted <= {*lines} for lines in found] == [True], (
        f"one mail that reminds {who} of {amount}, {reference}, was expected, but the reminders say "
        f"{in_words(found)}"
    )


@then('the reminder says "{words}"')
@needs(Capability.MAIL)
def reminder_says(context: Context, words: str) -> None:
    found = [plain(mail.text) for mail in _reminders(context.world, "customer", 1)]
    assert [says(text, words) for text in found] == [True], (
        f'one reminder that says "{words}" was expected, but the reminders say {in_words(found)}'
    )


def _reminders(world: World, who: str, number: int) -> list[Mail]:
    """The reminders of the customer, once there are so many and no mail is left to be sent."""
    actor = world.actors.named(who)
    eventually(
        lambda: [mail.kind for mail in world.shop.inbox.of(actor.email)].count("reminder"),
        until=lambda seen: seen >= number,
        within=_ARRIVES_WITHIN,
        what=f"{who} has {number} reminders",
    )
    return [mail for mail in settled_mails(world, actor) if mail.kind == "reminder"]
