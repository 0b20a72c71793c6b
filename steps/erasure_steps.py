"""Sentences about the erasure of personal data: of an account, and of one order."""

from collections.abc import Callable

from behave import given, then, when

from environment.topology import topology
from steps.drivers.eventually import eventually
from steps.tasks.concurrent_events import (
    act_with_events,
    plan_event_during_request,
    plan_mail_during_erasure,
)
from steps.tasks.known_persons import rows_that_know
from steps.tasks.mail_arrival import settled_mails
from steps.tasks.retrying import retried
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wrong_on_arrow import WronglyStored
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_SETTLES_WITHIN = 10.0  # seconds
_ERASING = "the erasure"


def _erase(world: World, actor: Actor) -> Attempt[bool]:
    actor.last_reply = Attempt.at(_ERASING, lambda: world.shop.orders.erase(actor.credentials))
    return actor.last_reply


def _erase_until(world: World, actor: Actor, is_done: Callable[[Attempt[bool]], bool]) -> None:
    eventually(
        lambda: _erase(world, actor),
        until=is_done,
        within=_SETTLES_WITHIN,
        what=f"the orders of {actor.role} need their person no longer",
    )


@given("{who:Who} has asked that all personal data be erased")
def has_asked_for_erasure(context: Context, who: str) -> None:
    _erase_until(context.world, context.world.actors.named(who), lambda reply: reply.accepted)


@given("{who:Who} has had all personal data erased")
def has_had_data_erased(context: Context, who: str) -> None:
    _erase_until(context.world, context.world.actors.named(who), lambda reply: reply.outcome is True)


@when("{who:Who} asks that all personal data be erased")
def asks_for_erasure(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    act_with_events(world, lambda: _erase(world, actor))


@when("{who:Who} asks that all personal data be erased, retrying until it is answered")
def asks_for_erasure_until_answered(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = retried(
        _ERASING, lambda: world.shop.orders.erase(actor.credentials), world.shop.answers_within
    )


@when("{who:Who} asks twice at the same moment that all personal data be erased")
def asks_twice_for_erasure(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    run_concurrently([lambda: _erase(world, actor).succeeded()] * 2)


@given(
    "{who:Who} will ask that all personal data be erased before the gateway has confirmed the "
    "{request:GatewayRequest}"
)
@needs(Capability.SANDBOX)
def will_ask_for_erasure(context: Context, who: str, request: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    plan_event_during_request(world, request, lambda: _erase(world, actor))


@given("the mail about {who:Who}'s parcel will be sent while notifications erases the other mails")
@needs(Capability.FAULTS, arrows=("notifications -> mail", "notifications -> postgres"))
def mail_will_be_sent_during_erasure(context: Context, who: str) -> None:
    plan_mail_during_erasure(context.world, context.world.actors.named(who))


@given("the staff has erased the personal data of {who:Who}'s order")
def staff_has_erased_order(context: Context, who: str) -> None:
    world, number = context.world, context.world.actors.named(who).order_number
    world.shop.refunds.erase(world.actors.staff(), number)


@when("the staff erases the personal data of {who:Who}'s order")
def staff_erases_order(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    number, staff = actor.typing(actor.last_order.order_number), world.actors.customer("staff")
    staff.last_reply = Attempt.at(_ERASING, lambda: world.shop.refunds.erase(world.actors.staff(), number))


@when("the staff erases the personal data of {who:Who}'s order, retrying until it is answered")
def staff_erases_order_until_answered(context: Context, who: str) -> None:
    world, number = context.world, context.world.actors.named(who).last_order.order_number
    erase = retried(_ERASING, lambda: world.shop.refunds.erase(world.actors.staff(), number))
    world.actors.customer("staff").last_reply = erase


@then("no service still knows {who:Who}")
@needs(Capability.DATABASES)
def no_service_knows(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    if actor.last_reply is not None:
        actor.last_reply.succeeded()
    world.wait_until_idle()
    found = rows_that_know(actor, world.stored.texts())
    if found:
        service = min(min(tables) for tables in found.values()).partition(": ")[0]
        raise WronglyStored(
            topology().database_of(service).arrow,
            f"nothing was expected to tell who {who} is, but there are rows that do: {in_words(found)}",
        )


@then("{who:Who}'s order of {total:Money} names no person")
def order_names_no_person(context: Context, who: str, total: Money) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    number = actor.last_order.order_number
    seen = orders.delivery(actor.credentials, number)
    bills = [each for each in (seen["ship_to"], seen["bill_to"]) if each]
    named = {seen["email"], *(each.get(part) for each in bills for part in ("name", "line1", "line2"))}
    assert not (named - {"", None}), (
        f"an order without a person was expected, but it names {in_words(sorted(named - {'', None}))}"
    )
    found = orders.numbered(actor.credentials, number).grand_total
    assert found == total, f"the order was expected to be over {total} still, but it is over {found}"


@then("the older order of {who:Who} names no person")
def older_order_names_no_person(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    *_, older = orders.of(actor.credentials)
    found = orders.delivery(actor.credentials, older.order_number)["email"]
    assert not found, f"no mail address was expected on the older order, but it has {in_words(found)}"


@then("{who:Who}'s order still says where it goes")
def order_says_where_it_goes(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    seen = orders.delivery(actor.credentials, actor.last_order.order_number)
    expected = (actor.email, actor.address["name"])
    found = (seen["email"], seen["ship_to"].get("name"))
    assert found == expected, f"{in_words(expected)} was expected on the order, but it says {in_words(found)}"


@then("{who:Who}'s orders still say where they go")
def orders_say_where_they_go(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    numbers = [order.order_number for order in orders.of(actor.credentials)]
    found = [orders.delivery(actor.credentials, number)["email"] for number in numbers]
    assert found == [actor.email] * len(numbers), (
        f"the mail address of {who} was expected on each order, but they have {in_words(found)}"
    )


@then("{who:Who} gets no mail about a refund")
@needs(Capability.MAIL)
def gets_no_mail_about_a_refund(context: Context, who: str) -> None:
    world = context.world
    found = [mail.kind for mail in settled_mails(world, world.actors.named(who)) if "refund" in mail.kind]
    assert not found, f"no mail about a refund was expected for {who}, but the inbox has {in_words(found)}"


@then("{who:Who} is told that {other:Who}'s order still needs its person")
def is_told_that_order_is_open(context: Context, who: str, other: str) -> None:
    refusal = context.world.actors.named(who).refusal("orders-open")
    number, found = context.world.actors.named(other).last_order.order_number, refusal.members
    assert found.get("order_numbers") == [number], (
        f"order {number} was expected to be named as open, but the refusal has {in_words(found)}"
    )


@then("the invoice names no person")
def invoice_names_no_person(context: Context) -> None:
    reply = context.world.actors.customer("customer").last_reply
    assert reply is not None, "the customer has asked for no invoice in this scenario"
    bill_to = reply.succeeded().bill_to
    named = {part: bill_to[part] for part in ("name", "line1", "line2", "city") if bill_to.get(part)}
    assert not named, f"an invoice without a person was expected, but it is to {in_words(named)}"
