"""Precise sentences about faults: which calls on which edge, and what happens to them.

Only features under resilience/ use them; business features have those of fault_steps.py.
"""

from behave import given, then, when

from environment.topology import operation_meant_by, topology
from steps.drivers.eventually import eventually
from steps.tasks.repeated_calls import until_tried
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import FaultEffect, fails_for_good, statement_of
from steps.vocabulary.wording import says
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.world import Context

_LOGS_WITHIN = 5.0  # seconds
_LATE = 1.0  # seconds: the work in the background looks for more to do twice as often
_COMMITS = "{service} -> postgres"
_STEP_IS_STORED = r"^UPDATE checkouts SET state\b"


def _inject(context: Context, name: str, calls: CallPattern, effect: FaultEffect) -> None:
    fault = FaultSpec(name, calls, effect.kind, effect.parameters)
    context.world.faults.inject(fault)
    if fails_for_good(fault):
        context.world.outages.add(fault.edge)


def _inject_at_statement(context: Context, name: str, service: str, kind: str, statement: str) -> None:
    calls = CallPattern(_COMMITS.format(service=service), next=1)
    context.world.faults.inject(FaultSpec(name, calls, kind, {"statement": statement}))


@given("{calls:Calls} {effect:CallEffect}")
@needs(Capability.FAULTS)
def calls_are_faulted(context: Context, calls: CallPattern, effect: FaultEffect) -> None:
    _inject(context, f"{calls.text} {effect.text}", calls, effect)


@given("the answer to {calls:Calls} {effect:AnswerEffect}")
@needs(Capability.FAULTS)
def answers_are_faulted(context: Context, calls: CallPattern, effect: FaultEffect) -> None:
    _inject(context, f"the answer to {calls.text} {effect.text}", calls, effect)


@given("{calls:Calls} has been tried {times:Times}")
@when("{calls:Calls} has been tried {times:Times}")
@needs(Capability.FAULTS, Capability.CLOCK)
def calls_are_repeated(context: Context, calls: CallPattern, times: int) -> None:
    until_tried(context.world, calls, times)


@given("the connections from {edge:Edge} are {effect:ConnectionEffect}")
@needs(Capability.FAULTS)
def connections_are_faulted(context: Context, edge: str, effect: FaultEffect) -> None:
    _inject(context, f"the connections {edge} are {effect.text}", CallPattern(edge), effect)


@when("the connections from {edge:Edge} are no longer {effect:ConnectionEffect}")
@needs(Capability.FAULTS)
def connections_recover(context: Context, edge: str, effect: FaultEffect) -> None:
    context.world.faults.heal(f"the connections {edge} are {effect.text}")
    context.world.outages.discard(edge)


@given("the connection from {service:Database} to postgres is cut before its commit")
@needs(Capability.FAULTS, arrows=(_COMMITS,))
def connection_is_cut(context: Context, service: str) -> None:
    name = f"the connection from {service} is cut before its commit"
    _inject_at_statement(context, name, service, "cut at statement", statement_of(service))


@given("the commit of {service:Database} succeeds, but its acknowledgement is lost")
@needs(Capability.FAULTS, arrows=(_COMMITS,))
def commit_is_not_acknowledged(context: Context, service: str) -> None:
    name = f"the commit of {service} is not acknowledged"
    _inject_at_statement(context, name, service, "commit lost after", statement_of(service))


@given("the acknowledgement of the commit of {service:Database} is late")
@needs(Capability.FAULTS, arrows=(_COMMITS,))
def commit_is_acknowledged_late(context: Context, service: str) -> None:
    """Others can see what is committed; the request that has committed it does not know it yet."""
    calls = CallPattern(_COMMITS.format(service=service), next=1)
    held = {"statement": statement_of(service), "at": "after", "seconds": _LATE}
    name = f"the commit of {service} is acknowledged late"
    context.world.faults.inject(FaultSpec(name, calls, "commit held", held))


def _takeover(word: str) -> str:
    """The statement with which an instance takes over a checkout, as a regular expression."""
    return str(operation_meant_by("checkout -> postgres", word).matching)


@given("the commit of the takeover succeeds, but its acknowledgement is lost")
@needs(Capability.FAULTS, arrows=("checkout -> postgres",))
def takeover_is_not_acknowledged(context: Context) -> None:
    name = "the takeover is not acknowledged"
    _inject_at_statement(context, name, "checkout", "commit lost after", _takeover("takeover"))


@given("the commit of the takeover for the customer succeeds, but its acknowledgement is lost")
@needs(Capability.FAULTS, arrows=("checkout -> postgres",))
def takeover_for_the_customer_is_not_acknowledged(context: Context) -> None:
    name = "the takeover for the customer is not acknowledged"
    _inject_at_statement(
        context, name, "checkout", "commit lost after", _takeover("takeover for the customer")
    )


@given("the connection from checkout to postgres is cut as the next step of a checkout is stored")
@needs(Capability.FAULTS, arrows=("checkout -> postgres",))
def next_step_is_not_stored(context: Context) -> None:
    name = "the connection from checkout is cut at the next step"
    _inject_at_statement(context, name, "checkout", "cut at statement", _STEP_IS_STORED)


@given("{calls:Calls} has been made and waits")
@needs(Capability.FAULTS)
def calls_wait(context: Context, calls: CallPattern) -> None:
    context.world.faults.wait_until_held(f"{calls.text} is kept back", 1)


@given("{calls:Calls} has been answered, and the answer waits")
@needs(Capability.FAULTS)
def answers_wait(context: Context, calls: CallPattern) -> None:
    context.world.faults.wait_until_held(f"the answer to {calls.text} is kept back", 1)


@when("{calls:Calls} goes on")
@needs(Capability.FAULTS)
def calls_go_on(context: Context, calls: CallPattern) -> None:
    _release(context, f"{calls.text} is kept back")


@when("the answer to {calls:Calls} goes on")
@needs(Capability.FAULTS)
def answers_go_on(context: Context, calls: CallPattern) -> None:
    _release(context, f"the answer to {calls.text} is kept back")


def _release(context: Context, name: str) -> None:
    """Return when the callee has worked on the released calls, so that a Then observes their effect."""
    faults = context.world.faults
    faults.wait_until_held(name, 1)
    faults.release(name)
    assert faults.was_delivered(name), f"no call that was kept back has arrived: {name}"


@then("no checkout has been taken over")
@needs(Capability.PARTS, Capability.LOGS)
def no_checkout_is_taken_over(context: Context) -> None:
    log = context.world.services["checkout"].log().splitlines()
    resumed = [line for line in log if context.world.owns(line) and says(line, "resuming a checkout")]
    if resumed:
        arrow = topology().database_of("checkout").arrow
        raise WrongOnArrow(arrow, f"{arrow}: a checkout was taken over while its request was at work on it")


@then('{service:Database} has logged "{sentence}"')
@needs(Capability.PARTS, Capability.LOGS)
def has_logged(context: Context, service: str, sentence: str) -> None:
    world = context.world
    eventually(
        lambda: [line for line in world.services[service].log().splitlines() if world.owns(line)],
        until=lambda lines: any(says(line, sentence) for line in lines),
        within=_LOGS_WITHIN,
        what=f'{service} has logged "{sentence}" for this scenario',
    )
