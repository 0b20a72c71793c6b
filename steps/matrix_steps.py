"""Sentences of tables of faults: a fault on one operation of a journey, and the outcome in the table."""

from behave import given, then

from steps.tasks.journeys.matrix_outcomes import Expected, demand_given_up, matrix_outcome
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.matrix_faults import IMPATIENT, MatrixFault, is_called_by_person
from steps.vocabulary.wrong_answers import WrongAnswer, wrong_answer
from steps.world.world import Context


@given('"{fault:MatrixFault}" is injected into "{call}" on "{arrow}", whose answer needs "{field}"')
@needs(Capability.FAULTS)
def inject_into_operation(context: Context, fault: MatrixFault, call: str, arrow: str, field: str) -> None:
    world = context.world
    spec = fault.spec(arrow, call, field)
    world.faults.inject(spec)
    world.journey.faults.append(spec)
    if fault.silent and is_called_by_person(arrow):
        world.shop.correlation.patience = IMPATIENT


@given(
    "the gateway's answer to the {operation:Operation} is {answer:WrongAnswer}, {work:CommitMoment} the work"
)
@needs(Capability.FAULTS)
def gateway_answers_wrongly(context: Context, answer: WrongAnswer, operation: str, work: str) -> None:
    spec = wrong_answer(operation, answer, after_work=work == "after")
    context.world.faults.inject(spec)
    context.world.journey.faults.append(spec)


@then('the result is "{expected:Expected}"')
@needs(Capability.FAULTS, Capability.CLOCK)
def result_is(context: Context, expected: Expected) -> None:
    world = context.world
    world.declared_breaches.update(
        {expected.leaving: "the table of the matrix declares it"} if expected.leaving else {}
    )
    demand_given_up(world, world.journey.faults[0])
    seen = matrix_outcome(world, world.journey.prepared, world.journey.replies[0], world.journey.faults[0])
    first = world.journey.replies[0]
    assert expected.outcome is not None, f'the table has no line for this cell: seen is "{seen}"'
    assert seen is expected.outcome, (
        f'the table says "{in_words(expected.outcome)}", seen is "{seen}" '
        f"(the reply to the first request: {in_words(first.words or first.kind)})"
    )
