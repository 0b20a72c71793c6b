"""Sentences of the matrix: a fault on one operation of a journey, and the outcome that the table names."""

from behave import given, then

from steps.tasks.matrix_outcomes import Expected, outcome_of
from steps.vocabulary.matrix_faults import IMPATIENT, is_called_by_person, matrix_fault
from steps.world.world import Context


@given('"{name}" strikes "{call}" on "{arrow}", whose answer needs "{field}"')
def inject_into_operation(context: Context, name: str, call: str, arrow: str, field: str) -> None:
    world, fault = context.world, matrix_fault(name)
    spec = fault.spec(arrow, call, field)
    world.faults.inject(spec)
    world.injected_faults.append(spec)
    if fault.silent and is_called_by_person(arrow):
        world.shop.correlation.patience = IMPATIENT


@then("it ends like this: {expected:Expected}")
def ends_like_this(context: Context, expected: Expected) -> None:
    world = context.world
    world.unsettled.update({expected.leaving: "the table says so"} if expected.leaving else {})
    seen = outcome_of(world, world.prepared, world.endings[0], world.injected_faults[0])
    first = world.endings[0]
    assert expected.outcome is not None, f'no line of the table says how this ends: seen is "{seen}"'
    assert seen is expected.outcome, (
        f'the table says "{expected.outcome}", seen is "{seen}" '
        f"(told at the first asking: {first.words or first.told})"
    )
