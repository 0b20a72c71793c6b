"""Sentences about services that run in two instances, or whose old version is replaced by a new one."""

from behave import given, when

from steps.tasks.shopping import new_submission, submit_concurrently
from steps.vocabulary.faults import Calls
from steps.world.actors import Actor
from steps.world.world import Context

# What a new version would bring: the same code with another setting, which both versions must live with.
_NEW_VERSION = {"CHECKOUT_PATIENCE_SECONDS": "5", "PAYMENT_ANSWER_SECONDS": "1.5", "LOG_LEVEL": "DEBUG"}


@given("{service:Victim} runs in two instances, called in turn")
def runs_in_two_instances(context: Context, service: str) -> None:
    context.world.twins.start(service)
    context.world.twins.share(service)


@given("one of two instances of {service:Victim} is killed for good at {calls:Calls}, {moment:Moment}")
def one_instance_dies(context: Context, service: str, calls: Calls, moment: str) -> None:
    context.world.twins.start(service)
    context.world.twins.share(service)
    context.world.kills.for_good_at(service, calls, moment)


@given("a new version of {service:Victim} takes over at {calls:Calls}, {moment:Moment}")
def new_version_takes_over_at(context: Context, service: str, calls: Calls, moment: str) -> None:
    context.world.twins.start(service, _NEW_VERSION)
    context.world.kills.replaced_at(service, calls, moment)


@given("a new version of {service:Victim} has taken over")
def new_version_has_taken_over(context: Context, service: str) -> None:
    context.world.twins.start(service, _NEW_VERSION)
    context.world.twins.replace(service)
    context.world.twins.wait_stopped(service)


@when("{number:Count} customers each double-click at the same moment")
def customers_double_click(context: Context, number: int) -> None:
    world = context.world
    everybody: list[Actor] = [actor for actor in world.actors.known.values() if actor.cart_id]
    assert len(everybody) == number, f"{number} customers have a cart in this scenario, not {len(everybody)}"
    clicks = [(actor, *new_submission(world, actor)) for actor in everybody]
    submit_concurrently(world, [*clicks, *clicks])
