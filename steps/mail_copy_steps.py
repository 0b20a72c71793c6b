"""Sentences about further copies of a confirmation mail."""

from uuid import NAMESPACE_URL, uuid4, uuid5

from behave import given, then, when

from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.mail_attempts import until_queued
from steps.tasks.shopping import run_concurrently
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context


def _request_copy(context: Context, actor: Actor, credentials: dict[str, str], copy_id: str) -> None:
    world = context.world
    number, mails = world.actors.customer("customer").order_number, world.shop.notifications
    actor.last_reply = Attempt.at(
        "the copy of the mail", lambda: mails.copy_confirmation(credentials, number, copy_id)
    )


@given("the staff has sent another copy of the confirmation mail")
def staff_has_sent_copy(context: Context) -> None:
    wait_until_mail_is_sent(context.world)
    staff_repeats_request(context)
    reply = context.world.actors.customer("staff").last_reply
    assert reply is not None
    reply.succeeded()


@when("the staff repeats the request for this copy")
def staff_repeats_request(context: Context) -> None:
    actors = context.world.actors
    same = uuid5(NAMESPACE_URL, actors.customer("customer").order_number)
    _request_copy(context, actors.customer("staff"), actors.staff(), str(same))


@then("the staff is told of the copy that was requested before")
def staff_is_told_of_copy(context: Context) -> None:
    reply = context.world.actors.customer("staff").last_reply
    assert reply is not None, "the staff has requested no copy in this scenario"
    reply.succeeded()


@when("the staff requests another copy of the confirmation mail")
def staff_requests_copy(context: Context) -> None:
    actors = context.world.actors
    _request_copy(context, actors.customer("staff"), actors.staff(), str(uuid4()))


@given("the staff has been told that the confirmation mail is still being sent")
def staff_has_been_told_still_being_sent(context: Context) -> None:
    until_queued(context.world, context.world.actors.customer("customer").order_number)
    staff_requests_copy(context)
    context.world.actors.customer("staff").refusal("still-on-its-way")


@when("the staff requests another copy of the confirmation mail, with a double click")
def staff_double_clicks(context: Context) -> None:
    actors, same = context.world.actors, str(uuid4())
    run_concurrently([lambda: _request_copy(context, actors.customer("staff"), actors.staff(), same)] * 2)


@when("the customer requests another copy of the confirmation mail")
def customer_requests_copy(context: Context) -> None:
    customer = context.world.actors.customer("customer")
    _request_copy(context, customer, customer.credentials, str(uuid4()))


@when("a visitor requests another copy of the confirmation mail without signing in")
def visitor_requests_copy(context: Context) -> None:
    _request_copy(context, context.world.actors.customer("visitor"), {}, str(uuid4()))
