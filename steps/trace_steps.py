"""Sentences about traces."""

from behave import then

from steps.tasks.traces import CROSSED, demand_one_trace, traces_of_checkout
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@then("one trace covers every call of the checkout, from the customer to the mail")
@needs(Capability.FAULTS, arrows=tuple(sorted(CROSSED)))
def one_trace_covers_every_call(context: Context) -> None:
    demand_one_trace(traces_of_checkout(context.world, context.world.actors.customer("customer")))
