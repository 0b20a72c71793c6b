"""Sentences about traces."""

from behave import then

from steps.tasks.traces import traces_of_checkout
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@then("one trace covers every call of the checkout, from the customer to the mail")
@needs(Capability.FAULTS)
def one_trace_covers_every_call(context: Context) -> None:
    found = traces_of_checkout(context.world, context.world.actors.customer("customer"))
    (trace,) = found["customer -> checkout"]
    others = {edge: sorted(traces) for edge, traces in found.items() if traces != {trace}}
    assert not others, f"the submission's trace {trace} was expected on every call, but there are {others}"
