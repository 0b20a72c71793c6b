"""Sentences about who may call what, and about what is allowed in which state."""

from behave import then, when

from steps.tasks.moves.table import (
    demand_listed_moves,
    demand_no_move_by_refusals,
    try_every_move,
    try_every_move_at_rest,
    try_move,
)
from steps.tasks.permissions.survey import (
    demand_listed_answers,
    demand_no_change,
    survey,
    survey_one,
    survey_services,
    survey_strangers,
)
from steps.tasks.requests.every_request import KnownRequest
from steps.tasks.requests.flawed_requests import ask_flawed
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context


@when("each kind of caller asks for each operation of each service")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def each_caller_asks_for_each_operation(context: Context) -> None:
    survey(context.world)


@when('each kind of caller asks for the operation "{operation:NamedOperation}"')
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def each_caller_asks_for_operation(context: Context, operation: str) -> None:
    survey_one(context.world, operation)


@when("another customer and another guest ask for each operation on what the buyers own")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def strangers_ask_for_each_operation(context: Context) -> None:
    survey_strangers(context.world)


@when("each service asks for each operation that is not listed for it")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def services_ask_for_each_operation(context: Context) -> None:
    survey_services(context.world)


@then("each caller is allowed what the topology lists for it, and nothing else")
def each_caller_is_allowed_what_is_listed(context: Context) -> None:
    demand_listed_answers(context.world.last_table())


@then("no refused request has changed the data of the shop")
def no_refused_request_has_changed_data(context: Context) -> None:
    demand_no_change(context.world.last_table())


@when('"{request:ServiceRequest}" is asked {flaw:RequestFlaw}')
@needs(Capability.SERVICE_TOKENS)
def request_is_asked(context: Context, request: KnownRequest, flaw: str) -> None:
    ask_flawed(context.world, request, flaw)


@then('the answer to the request is "{answer}"')
def answer_to_request_is(context: Context, answer: str) -> None:
    attempts = context.world.unauthorized.attempts
    assert attempts, "no request has been asked with a flaw in this scenario"
    refused = attempts[-1].refused()
    given = f"{refused.status} {refused.slug}"
    assert given == answer, f'"{answer}" was expected of {attempts[-1].act}, but it is "{given}"'


@when("every operation on the {kind:ObjectKind} is tried in every state")
@needs(Capability.CLOCK, Capability.SERVICE_TOKENS)
def every_operation_is_tried(context: Context, kind: str) -> None:
    put_on_sale(context.world, "Dune", Money.parse("$9.50"))
    try_every_move(context.world, kind)


@when("every operation on the {kind:ObjectKind} is tried in every state in which it waits for nothing")
@needs(Capability.CLOCK, Capability.SERVICE_TOKENS)
def every_operation_is_tried_at_rest(context: Context, kind: str) -> None:
    put_on_sale(context.world, "Dune", Money.parse("$9.50"))
    try_every_move_at_rest(context.world, kind)


@when('the operation "{operation}" is tried on a {kind:ObjectKind} in the state "{state}"')
@needs(Capability.CLOCK, Capability.SERVICE_TOKENS)
def operation_is_tried(context: Context, operation: str, kind: str, state: str) -> None:
    put_on_sale(context.world, "Dune", Money.parse("$9.50"))
    try_move(context.world, kind, state, operation)


@then("each operation is allowed or refused as it is listed for the state")
def each_is_answered_as_listed(context: Context) -> None:
    demand_listed_moves(context.world.last_table())


@then("a refused operation has left the state as it was")
def a_refused_operation_has_left_the_state(context: Context) -> None:
    demand_no_move_by_refusals(context.world.last_table())
