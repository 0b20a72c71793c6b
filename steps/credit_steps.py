"""Sentences about orders on invoice: who may owe how much, and what is owed and due."""

from behave import given, then, when

from steps.drivers.checkout import PaymentChoice
from steps.tasks.choices import choose_payment
from steps.tasks.credit import buy_on_invoice, may_owe, meet_at_limit, wait_until_owed
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.shopping import check_out, fill_cart, put_on_sale
from steps.tasks.transfers import awaited_transfer
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

ON_INVOICE = PaymentChoice("invoice", "")


@given("{who:Who} may owe {limit:Money} on invoice")
def may_owe_on_invoice(context: Context, who: str, limit: Money) -> None:
    may_owe(context.world, context.world.actors.named(who), limit)


@given("{who:Who} pays on invoice")
def pays_on_invoice(context: Context, who: str) -> None:
    choose_payment(context.world, who, ON_INVOICE)


@given("{who:Who} pays on invoice, and may owe {limit:Money}")
def pays_on_invoice_within(context: Context, who: str, limit: Money) -> None:
    may_owe(context.world, choose_payment(context.world, who, ON_INVOICE), limit)


@given("{who:Who} has ordered {count:Count} of the shop's {copies:Copies} at {price:Money} on invoice")
def has_ordered_on_invoice(
    context: Context, who: str, count: int, copies: dict[str, int], price: Money
) -> None:
    for title, on_hand in copies.items():
        put_on_sale(context.world, title, price, on_hand)
    actor = choose_payment(context.world, who, ON_INVOICE)
    buy_on_invoice(context.world, actor, dict.fromkeys(copies, count))


@when("{who:Who} orders {count:Count} of the shop's {copies:Copies} at {price:Money} on invoice")
def orders_on_invoice(context: Context, who: str, count: int, copies: dict[str, int], price: Money) -> None:
    has_ordered_on_invoice(context, who, count, copies, price)


@when("{who:Who} also orders {copies:Copies}")
def also_orders(context: Context, who: str, copies: dict[str, int]) -> None:
    actor = context.world.actors.named(who)
    actor.begin_another_visit()
    fill_cart(context.world, actor, copies)
    check_out(context.world, actor)


@when("{number:Count} checkouts of {who:Who} meet at the limit")
@needs(Capability.CLOCK, Capability.DATABASES, Capability.FAULTS, Capability.SERVICE_TOKENS)
def checkouts_meet_at_limit(context: Context, number: int, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = Attempt.at(
        "checkouts at the limit", lambda: meet_at_limit(context.world, actor, number)
    )


@then("{number:Count} of them may be paid on invoice, for {owed:Money}")
def so_many_may_be_paid(context: Context, number: int, owed: Money) -> None:
    met = context.world.actors.buyer().reply("the checkouts at the limit")
    assert (met.allowed, met.owed) == (number, owed), (
        f"{number} checkouts were expected to be allowed an invoice, and {owed} to be owed: {in_words(met)}"
    )
    assert {*met.told} <= {"credit-limit-exceeded"}, f"the others were told {in_words(met.told)}"


@then("{who:Who} owes {amount:Money} on invoice")
def owes_on_invoice(context: Context, who: str, amount: Money) -> None:
    wait_until_owed(context.world, context.world.actors.named(who), amount)


@then("{who:Who} is told by mail to transfer {amount:Money} within {days:Count} days")
@needs(Capability.MAIL)
def is_told_to_transfer_within(context: Context, who: str, amount: Money, days: int) -> None:
    actor = context.world.actors.named(who)
    told = [mail for mail in settled_mails(context.world, actor) if mail.kind == "invoice"]
    terms = awaited_transfer(context.world, actor)
    wanted = {f"Please transfer: {amount}", f"Reference: {terms.reference}"}
    assert [wanted <= {*mail.lines} for mail in told] == [True], (
        f"one mail that tells {who} to transfer {amount}, {terms.reference}, was expected, but the mails say "
        f"{in_words([mail.lines for mail in told])}"
    )
    left = (terms.due_at - context.world.clock.now()).total_seconds() / 86400
    assert round(left) == days, (
        f"the transfer was expected to be due in {days} days, but is due in {left:.1f}"
    )
