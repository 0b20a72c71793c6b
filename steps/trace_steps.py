"""Sentences about what can be followed through the bookstore."""

from behave import then

from steps.drivers.eventually import eventually
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context

_ARRIVES_WITHIN = 10.0  # seconds
_WAY = frozenset(
    {
        "customer -> checkout",
        "checkout -> cart",
        "checkout -> inventory",
        "checkout -> pricing",
        "checkout -> payments",
        "payments -> gateway",
        "gateway -> payments",
        "checkout -> orders",
        "orders -> notifications",
        "notifications -> mail",
    }
)


@then("one trace leads through everybody who took part, from the customer to the mail")
@needs(Capability.FAULTS)
def one_trace_leads_through(context: Context) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    names = (customer.last_checkout_id, customer.order_number)
    found = eventually(
        lambda: world.traces(names),
        until=lambda seen: set(seen) >= _WAY,
        within=_ARRIVES_WITHIN,
        what=f"the checkout has crossed {', '.join(sorted(_WAY))}",
    )
    (trace,) = found["customer -> checkout"]
    lost = {edge: sorted(traces) for edge, traces in found.items() if traces != {trace}}
    assert not lost, f"every call should have the trace {trace} of the submission, but there is {lost}"
