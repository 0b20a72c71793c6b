"""Sentences about services that are down, come back or are restarted."""

from behave import given, when

from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@given("the {name:Service} is down")
@needs(Capability.PARTS, alone=("{name}",))
def service_is_down(context: Context, name: str) -> None:
    context.world.services[name].kill()
    context.world.outages.add(name)


@given("the {name:Service} has come back")
@when("the {name:Service} comes back")
@needs(Capability.PARTS, alone=("{name}",))
def service_comes_back(context: Context, name: str) -> None:
    context.world.services[name].start()
    context.world.outages.discard(name)


@given("the {name:Service} has been restarted")
@needs(Capability.PARTS, alone=("{name}",))
def service_has_been_restarted(context: Context, name: str) -> None:
    context.world.services[name].restart()
