"""Sentences about the invoice of an order, and its credit notes."""

from decimal import Decimal

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.invoices import ShownInvoice
from steps.tasks.invoice_sums import what_is_wrong
from steps.tasks.retrying import retried
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_ASKING = "asking for the invoice"
_CREDITED_WITHIN = 10.0  # seconds


def _copy(world: World, actor: Actor, owner: Actor) -> ShownInvoice:
    return world.shop.orders.invoice(actor.credentials, owner.last_order.order_number)


def _seen(context: Context) -> ShownInvoice:
    """The copy that the customer has asked for. Raises AssertionError where there is none."""
    reply = context.world.actors.customer("customer").last_reply
    if reply is None:
        raise AssertionError("the customer has asked for no invoice in this scenario")
    found: ShownInvoice = reply.succeeded()
    return found


@given("{who:Who} has got the invoice")
def has_got_invoice(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    context.world.invoices.append(_copy(context.world, actor, actor))


@given('the warehouse has delivered 1 copy of {title:Title} under the title "{name}"')
def has_delivered_under_title(context: Context, title: str, name: str) -> None:
    world = context.world
    world.shop.inventory.receive(world.actors.staff(), world.catalog.sku(title), name, 1)


@when("{who:Who} asks for a copy of the invoice")
def asks_for_invoice(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = Attempt.at(_ASKING, lambda: _copy(world, actor, actor))


@when("{who:Who} asks for a copy of the invoice, retrying until it is answered")
def asks_for_invoice_until_answered(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = retried(_ASKING, lambda: _copy(world, actor, actor))


@when("{who:Who} asks for the invoice of {other:Who}")
def asks_for_invoice_of_other(context: Context, who: str, other: str) -> None:
    world, actors = context.world, context.world.actors
    actor, owner = actors.named(who), actors.named(other)
    actor.last_reply = Attempt.at(_ASKING, lambda: _copy(world, actor, owner))


@when("{who:Who} asks for the invoice of the unpaid order")
def asks_for_invoice_of_unpaid_order(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    (order,) = orders.of(actor.credentials)
    actor.last_reply = Attempt.at(_ASKING, lambda: orders.invoice(actor.credentials, order.order_number))


@then("the copy is the same as the first invoice")
def copy_is_same(context: Context) -> None:
    (first, *_), found = context.world.invoices, _seen(context)
    assert found == first, f"{in_words(first)} was expected in each copy, but this one has {in_words(found)}"


@then("the invoice has {copies:Copies}, taxed at {percent:Percent}%, and a total of {total:Money}")
def invoice_has(context: Context, copies: dict[str, int], percent: Decimal, total: Money) -> None:
    invoice = _seen(context)
    found = {line.title: line.copies for line in invoice.lines}
    rates = {Decimal(line.tax_rate) for line in invoice.lines}
    assert (found, rates, invoice.total) == (copies, {percent}, total), (
        f"{in_words(copies)}, a rate of {in_words(percent)} and {total} were expected on the invoice, "
        f"but it has {in_words(found)}, {in_words(sorted(rates))} and {invoice.total}"
    )


@then("the invoice has {title:Title} taxed at {percent:Percent}% in {place:Place}")
def invoice_has_tax_in(context: Context, title: str, percent: Decimal, place: str) -> None:
    taxed = {line.title: (Decimal(line.tax_rate), line.tax_place) for line in _seen(context).lines}
    assert taxed.get(title) == (percent, place), (
        f"{in_words(percent)} in {place} was expected as the tax of {title}, but it has "
        f"{in_words(taxed.get(title))}"
    )


@then("the lines and taxes of the invoice sum to its total")
def invoice_adds_up(context: Context) -> None:
    wrong = what_is_wrong(_seen(context))
    assert not wrong, f"the invoice was expected to add up, but it {'; and it '.join(wrong)}"


@then("the invoice has a credit note of {amount:Money}, with {tax:Money} tax")
def invoice_has_credit_note(context: Context, amount: Money, tax: Money) -> None:
    world, actor = context.world, context.world.actors.customer("customer")
    before = _seen(context)
    found = eventually(
        lambda: _copy(world, actor, actor),
        until=lambda seen: bool(seen.credit_notes),
        within=_CREDITED_WITHIN,
        what="the invoice has a credit note",
    )
    notes = [(note.amount, note.tax) for note in found.credit_notes]
    assert notes == [(amount, tax)], (
        f"one credit note of {amount} with {tax} tax was expected, but there are {in_words(notes)}"
    )
    assert (found.number, found.lines, found.total) == (before.number, before.lines, before.total), (
        f"{in_words(before)} was expected under the credit note, but it is {in_words(found)}"
    )
