"""Sentences about the content of a mail: its words, its language, its addresses."""

import re
from html import unescape

from behave import given, then

from steps.tasks.choices import claim_choice
from steps.tasks.mail_arrival import demand_row, single_mail
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wording import plain, says, without_blank_lines
from steps.world.world import Context

_COUNTRIES = {"US": "United States"}
_LINE_BREAK = "⏎"


@given("{who:Who} reads {language:Language}")
def reads_language(context: Context, who: str, language: str) -> None:
    claim_choice(context.world, who, "language").locale = language


@given("{who:Who}'s browser asks for the language {tag}")
def browser_asks_for_language(context: Context, who: str, tag: str) -> None:
    context.world.actors.named(who).locale = tag.strip('"')


@given('{who:Who} is called "{name}"')
def is_called(context: Context, who: str, name: str) -> None:
    actor = claim_choice(context.world, who, "name")
    actor.address = {**actor.address, "name": name.replace(_LINE_BREAK, "\r\n")}


@given("{who:Who}'s mail address is {address}")
def mail_address_is(context: Context, who: str, address: str) -> None:
    actor = claim_choice(context.world, who, "mail address")
    actor.email = address.replace(_LINE_BREAK, "\r\n")


@given("{who:Who}'s mail address ends with {letter:Letter}")
def mail_address_ends_with(context: Context, who: str, letter: str) -> None:
    claim_choice(context.world, who, "mail address").email += letter


@then('the subject of the mail is "{subject}"')
@needs(Capability.MAIL)
def subject_is(context: Context, subject: str) -> None:
    number = context.world.actors.customer("customer").order_number
    expected, found = subject.replace("#", number), single_mail(context.world).subject
    assert found == expected, f'the subject "{expected}" was expected, but the mail has "{found}"'


@then('the mail says "{words}"')
@needs(Capability.MAIL)
def mail_says(context: Context, words: str) -> None:
    mail = single_mail(context.world)
    text, page = plain(mail.text), plain(unescape(mail.html))
    assert says(text, words), f'"{words}" was expected in the mail, but its text is:\n{text}'
    missing = [part for part in words.split(": ") if not says(page, part)]
    shown = without_blank_lines(dict(mail.bodies)["HTML"])
    assert not missing, f"{in_words(missing)} was expected in the mail, but its HTML is:\n{shown}"


@then("the mail lists {copies:Copies} at {total:Money}")
@needs(Capability.MAIL)
def mail_lists_copies(context: Context, copies: dict[str, int], total: Money) -> None:
    ((title, count),) = copies.items()
    unit = r"[^\n:]+[:\s]+"  # the unit price, which a scenario need not name
    row = rf"^{re.escape(title)}\s+{count} × {unit}{re.escape(str(total))}\s*$"  # noqa: RUF001 - as in the mail
    demand_row(single_mail(context.world), row, f'a line with {count} of "{title}" at {total}')


@then(
    "the mail lists a subtotal of {subtotal:Money}, a discount of {discount:Money}, "
    "shipping of {shipping:Money} and tax of {tax:Money}"
)
@needs(Capability.MAIL)
def mail_lists_amounts(
    context: Context, subtotal: Money, discount: Money, shipping: Money, tax: Money
) -> None:
    labels = {"Subtotal": subtotal, r"Discount \s*\(.*\)": f"-{discount}", "Shipping": shipping, "Tax": tax}
    for label, amount in labels.items():
        row = rf"^{label}[:\s]+{re.escape(str(amount))}\s*$"
        demand_row(single_mail(context.world), row, f"a {label.split()[0].lower()} of {amount}")


@then("the mail names the order number and the customer's address")
@needs(Capability.MAIL)
def mail_names_number_and_address(context: Context) -> None:
    customer, mail = context.world.actors.customer("customer"), single_mail(context.world)
    address = customer.address
    place = f"{address['city']}, {address['region']} {address['postal_code']}"
    lines = (*(address[part] for part in ("name", "line1", "line2")), place, _COUNTRIES[address["country"]])
    demand_row(mail, re.escape(customer.order_number), f"the order number {customer.order_number}")
    demand_row(mail, r"\s+".join(map(re.escape, lines)), f"the address {', '.join(lines)}")


@then('the mail does not mention "{first}" or "{second}"')
@needs(Capability.MAIL)
def mail_does_not_mention(context: Context, first: str, second: str) -> None:
    for kind, body in single_mail(context.world).bodies:
        found = [word for word in (first, second) if word in body]
        shown = without_blank_lines(body)
        assert not found, f"{in_words(found)} was not expected in the mail, but its {kind} is:\n{shown}"


@then("the mail has no other recipient")
@needs(Capability.MAIL)
def mail_has_no_other_recipient(context: Context) -> None:
    mail, found = single_mail(context.world), context.world.shop.inbox.all()
    assert found == (mail,), (
        f"one mail was expected, but mails arrived for {in_words([one.recipients for one in found])}"
    )
    hidden = [name for name, _ in mail.headers if name.lower() in ("cc", "bcc")]
    assert not hidden, f"no other recipient was expected, but the mail has the headers {in_words(hidden)}"


@then("the mail arrives at {mailbox}")
@needs(Capability.MAIL)
def mail_arrives_at(context: Context, mailbox: str) -> None:
    context.world.actors.customer("customer").email = mailbox
    found = single_mail(context.world).recipients
    assert found == (mailbox,), (
        f"the recipient {mailbox} was expected, but the mail went to {in_words(found)}"
    )
