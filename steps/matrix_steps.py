"""Sentences of the matrix: one call of a journey is hurt, and the table says how that ends."""

from behave import given, then

from steps.tasks.matrix_outcomes import Expected, matrix_outcome
from steps.vocabulary.faults import Blow
from steps.vocabulary.matrix_faults import IMPATIENT, is_asked_by_a_person, needed, strike, struck_calls
from steps.world.world import Context


@given('"{fault}" strikes "{call}" on "{arrow}", whose answer needs "{field}"')
def strikes(context: Context, fault: str, call: str, arrow: str, field: str) -> None:
    world, by = context.world, strike(fault)
    calls = struck_calls(arrow, call, by)
    world.faults.put(by.name, calls, by.mishap(needed(arrow, by, field)))
    world.journey.faults.append(Blow(by.name, calls))
    if by.keeps and is_asked_by_a_person(arrow):
        world.shop.correlation.patience = IMPATIENT


@then('the result is "{expected:Expected}"')
def ends_like_this(context: Context, expected: Expected) -> None:
    world = context.world
    world.declared_breaches.update({expected.leaving: "the table says so"} if expected.leaving else {})
    seen = matrix_outcome(world, world.journey.prepared, world.journey.replies[0], world.journey.faults[0])
    first = world.journey.replies[0]
    assert expected.outcome is not None, f'no line of the table says how this ends: seen is "{seen}"'
    assert seen is expected.outcome, (
        f'the table says "{expected.outcome}", seen is "{seen}" '
        f"(told at the first asking: {first.words or first.kind})"
    )
