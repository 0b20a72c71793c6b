"""Sentences about two operations that meet at the same rows."""

from behave import then, when

from steps.tasks.contested.race import race
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import Context


@when('"{first}" and "{second}" meet at the {table} of {service}')
@needs(
    *(Capability.DATABASES, Capability.FAULTS, Capability.SERVICE_TOKENS, Capability.CLOCK),
    *(Capability.SETTINGS, Capability.SANDBOX, Capability.WEBHOOKS, Capability.MAIL),
)
def operations_meet(context: Context, first: str, second: str, table: str, service: str) -> None:
    pair = OperationPair(service, first, second, table)
    context.world.pair_races[pair] = race(context.world, pair)


@then("the outcome is that of one after the other")
def outcome_is_serial(context: Context) -> None:
    for pair, found in context.world.pair_races.items():
        found.demand_serial(pair)
