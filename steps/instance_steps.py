"""Sentences about services that run in two instances, or whose old version is replaced by a new one."""

from behave import given, then, when

from steps.tasks.shopping import submissions_of, submit_concurrently
from steps.tasks.suspended_instance import wake_without_calls
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern
from steps.world.actors import Actor
from steps.world.world import Context

# The new version is the same code with other settings; both versions must work side by side.
_NEW_VERSION = {"CHECKOUT_PATIENCE_SECONDS": "5", "PAYMENT_ANSWER_SECONDS": "1.5", "LOG_LEVEL": "DEBUG"}


@given("{service:KillableService} runs in two instances, called in turn")
@needs(Capability.INSTANCES)
def runs_in_two_instances(context: Context, service: str) -> None:
    context.world.replicas.start(service)
    context.world.replicas.share(service)


@given(
    "one of two instances of {service:KillableService} "
    "is killed permanently at {calls:Calls}, {moment:Moment}"
)
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def one_instance_is_killed(context: Context, service: str, calls: CallPattern, moment: str) -> None:
    context.world.replicas.start(service)
    context.world.replicas.share(service)
    context.world.crashes.kill_primary_at(service, calls, moment)


@given(
    "one of two instances of {service:KillableService} "
    "is suspended and cut off from its database at {calls:Calls}, {moment:Moment}"
)
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def one_instance_is_suspended(context: Context, service: str, calls: CallPattern, moment: str) -> None:
    context.world.replicas.start(service)
    context.world.crashes.suspend_primary_at(service, calls, moment)


@given(
    "one of two instances of {service:KillableService} is suspended at {calls:Calls}, {moment:Moment}, "
    "with its locks"
)
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def one_instance_is_suspended_with_its_locks(
    context: Context, service: str, calls: CallPattern, moment: str
) -> None:
    context.world.replicas.start(service)
    context.world.crashes.suspend_primary_at(service, calls, moment, cut_off=False)


@then("the suspended instance of {service:KillableService} goes on")
@needs(Capability.INSTANCES)
def suspended_instance_goes_on(context: Context, service: str) -> None:
    context.world.replicas.wake_primary(service)


@then("the suspended instance of {service:KillableService} goes on, and makes no call any more")
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES, Capability.DATABASES, Capability.LOGS)
def suspended_instance_makes_no_call(context: Context, service: str) -> None:
    wake_without_calls(context.world, service)


@given("a new version of {service:KillableService} takes over at {calls:Calls}, {moment:Moment}")
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def new_version_takes_over_at(context: Context, service: str, calls: CallPattern, moment: str) -> None:
    context.world.replicas.start(service, _NEW_VERSION)
    context.world.crashes.replace_primary_at(service, calls, moment)


@given("a new version of {service:KillableService} has taken over")
@needs(Capability.INSTANCES)
def new_version_has_taken_over(context: Context, service: str) -> None:
    context.world.replicas.start(service, _NEW_VERSION)
    context.world.replicas.replace(service)
    context.world.replicas.wait_stopped(service)


@when("{number:Count} customers each double-click at the same moment")
def customers_double_click(context: Context, number: int) -> None:
    world = context.world
    buyers: list[Actor] = [actor for actor in world.actors.known.values() if actor.cart_id]
    assert len(buyers) == number, f"{number} customers have a cart in this scenario, not {len(buyers)}"
    clicks = submissions_of(world, buyers)
    submit_concurrently(world, [*clicks, *clicks])
