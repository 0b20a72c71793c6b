"""Precise sentences about faults: which calls on which arrow, and what happens to them.

Only features under resilience/ use them; business features have those of fault_steps.py.
"""

from behave import given, then, when

from environment.topology.operations import TAKING_UP, TAKING_UP_FOR_THE_CUSTOMER
from steps.drivers.eventually import eventually
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.faults import Calls, Mishap, statement_of
from steps.world.world import Context

_LOGS_WITHIN = 5.0  # seconds


@given("{calls:Calls} {mishap:Mishap}")
@needs(Capability.FAULTS)
def calls_have_a_mishap(context: Context, calls: Calls, mishap: Mishap) -> None:
    context.world.faults.put(f"{calls.said} {mishap.said}", calls, mishap)


@given("the answer to {calls:Calls} {mishap:AnswerMishap}")
@needs(Capability.FAULTS)
def answers_have_a_mishap(context: Context, calls: Calls, mishap: Mishap) -> None:
    context.world.faults.put(f"the answer to {calls.said} {mishap.said}", calls, mishap)


@given("the connections from {edge:Edge} are {mishap:ConnectionMishap}")
@needs(Capability.FAULTS)
def connections_have_a_mishap(context: Context, edge: str, mishap: Mishap) -> None:
    context.world.faults.put(f"the connections {edge} are {mishap.said}", Calls(edge), mishap)


@given("the connection of {service:Database} to postgres is cut when it stores its work")
@needs(Capability.FAULTS)
def connection_is_cut(context: Context, service: str) -> None:
    mishap = Mishap("cut at statement", {"statement": statement_of(service)})
    name = f"the connection of {service} is cut when it stores its work"
    context.world.faults.put(name, Calls(f"{service} -> postgres", next=1), mishap)


@given("the commit of {service:Database} is done and not acknowledged")
@needs(Capability.FAULTS)
def commit_is_not_acknowledged(context: Context, service: str) -> None:
    mishap = Mishap("commit lost after", {"statement": statement_of(service)})
    name = f"the commit of {service} is done and not acknowledged"
    context.world.faults.put(name, Calls(f"{service} -> postgres", next=1), mishap)


@given("the commit with which the checkout is taken up is done and not acknowledged")
@needs(Capability.FAULTS)
def taking_up_is_not_acknowledged(context: Context) -> None:
    mishap = Mishap("commit lost after", {"statement": TAKING_UP})
    context.world.faults.put("taking up is not acknowledged", Calls("checkout -> postgres", next=1), mishap)


@given("the commit with which the checkout is taken up for its customer is done and not acknowledged")
@needs(Capability.FAULTS)
def taking_up_for_the_customer_is_not_acknowledged(context: Context) -> None:
    mishap = Mishap("commit lost after", {"statement": TAKING_UP_FOR_THE_CUSTOMER})
    name = "taking up for the customer is not acknowledged"
    context.world.faults.put(name, Calls("checkout -> postgres", next=1), mishap)


@when("{calls:Calls} goes on")
@needs(Capability.FAULTS)
def calls_go_on(context: Context, calls: Calls) -> None:
    _let_go(context, f"{calls.said} is kept back")


@when("the answer to {calls:Calls} goes on")
@needs(Capability.FAULTS)
def answers_go_on(context: Context, calls: Calls) -> None:
    _let_go(context, f"the answer to {calls.said} is kept back")


def _let_go(context: Context, name: str) -> None:
    """What was kept back has been worked on when this returns: what a Then sees comes after it."""
    faults = context.world.faults
    faults.wait_until_held(name, 1)
    faults.release(name)
    assert faults.was_delivered(name), f"nothing that was kept back has arrived: {name}"


@then('{service:Database} has logged "{sentence}"')
@needs(Capability.PARTS, Capability.LOGS)
def has_logged(context: Context, service: str, sentence: str) -> None:
    world = context.world
    eventually(
        lambda: [line for line in world.services[service].log().splitlines() if world.owns(line)],
        until=lambda lines: any(sentence in line for line in lines),
        within=_LOGS_WITHIN,
        what=f"{service} has logged {sentence!r} for this scenario",
    )
