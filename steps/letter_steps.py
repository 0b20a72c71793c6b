"""Sentences about what a mail says, to whom, and in which language."""

import re
from html import unescape

from behave import given, then

from steps.drivers.inbox import Mail
from steps.tasks.mail_arrival import settled_mails
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_LOCALES = {
    "English": "en-US",
    "British English": "en-GB",
    "German": "de-DE",
    "French": "fr-FR",
    "Japanese": "ja-JP",
    "Portuguese": "pt-BR",
}
_LINE_BREAK = "⏎"


def _the_mail(context: Context) -> Mail:
    """The one mail that the customer got."""
    found = settled_mails(context.world, context.world.actors.customer("customer"))
    assert len(found) == 1, f"the customer should have one mail, but has {[mail.subject for mail in found]}"
    return found[0]


def _plain(text: str) -> str:
    """CLDR writes several kinds of blanks and yen signs; which ones is not the point here."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("\uffe5", "\u00a5")


@given("{who:Who}'s browser asks for the language {tag}")
def browser_asks_for(context: Context, who: str, tag: str) -> None:
    context.world.actors.named(who).locale = tag.strip('"')


@given("{who:Who} reads {language}")
def reads(context: Context, who: str, language: str) -> None:
    known = ", ".join(_LOCALES)
    assert language in _LOCALES, f"no reader of {language!r} is known; there are {known}"
    context.world.actors.named(who).locale = _LOCALES[language]


@given('{who:Who} is called "{name}"')
def is_called(context: Context, who: str, name: str) -> None:
    context.world.actors.named(who).address["name"] = name.replace(_LINE_BREAK, "\r\n")


@given("{who:Who}'s mail address is {address}")
def mail_address_is(context: Context, who: str, address: str) -> None:
    context.world.actors.named(who).email = address.replace(_LINE_BREAK, "\r\n")


@given("{who:Who}'s mail address ends with {letter:Letter}")
def mail_address_ends_with(context: Context, who: str, letter: str) -> None:
    context.world.actors.named(who).email += letter


@then('the subject of the mail is "{subject}"')
@needs(Capability.MAIL)
def subject_is(context: Context, subject: str) -> None:
    number = context.world.actors.customer("customer").order_number
    expected, found = subject.replace("#", number), _the_mail(context).subject
    assert found == expected, f"the subject should be {expected!r}, but is {found!r}"


@then('the mail says "{words}"')
@needs(Capability.MAIL)
def mail_says(context: Context, words: str) -> None:
    mail = _the_mail(context)
    text, page = _plain(mail.text), _plain(unescape(mail.html))
    assert words in text, f"the mail should say {words!r}, but says:\n{text}"
    missing = [part for part in words.split(": ") if part not in page]
    assert not missing, f"the mail's HTML should say {missing}:\n{page}"


@then(
    "the mail reckons up goods of {goods:Money}, less {less:Money}, shipping {way:Money} and tax {tax:Money}"
)
@needs(Capability.MAIL)
def mail_reckons_up(context: Context, goods: Money, less: Money, way: Money, tax: Money) -> None:
    said = (("Subtotal", goods), (r"Discount \s*\(.*\)", f"-{less}"), ("Shipping", way), ("Tax", tax))
    rows = [rf"^{label}[:\s]+{re.escape(str(sum_of_it))}\s*$" for label, sum_of_it in said]
    for kind, body in _the_mail(context).bodies:
        missing = [row for row in rows if not re.search(row, body, re.MULTILINE)]
        assert not missing, f"the {kind} of the mail should have {missing}, but says:\n{body}"


@then('the mail does not mention "{first}" or "{second}"')
@needs(Capability.MAIL)
def mail_does_not_mention(context: Context, first: str, second: str) -> None:
    for kind, body in _the_mail(context).bodies:
        said = [word for word in (first, second) if word in body]
        assert not said, f"the {kind} of the mail should not mention {said}, but says:\n{body}"


@then("the mail goes to nobody else")
@needs(Capability.MAIL)
def mail_goes_to_nobody_else(context: Context) -> None:
    mail, found = _the_mail(context), context.world.shop.inbox.all()
    assert found == (mail,), f"one mail was expected, but there are {[each.recipients for each in found]}"
    hidden = [name for name, _ in mail.headers if name.lower() in ("cc", "bcc")]
    assert not hidden, f"the mail should have one reader, but has the headers {hidden}"


@then("the mail arrives at {mailbox}")
@needs(Capability.MAIL)
def mail_arrives_at(context: Context, mailbox: str) -> None:
    context.world.actors.customer("customer").email = mailbox
    found = _the_mail(context).recipients
    assert found == (mailbox,), f"the mail should arrive at {mailbox}, but went to {found}"
