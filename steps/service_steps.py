"""Sentences about services that are down, and about time that passes."""

from datetime import timedelta

from behave import given, when

from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@given("the {name:Service} is down")
@needs(Capability.PARTS)
def service_is_down(context: Context, name: str) -> None:
    context.world.services[name].kill()


@when("the {name:Service} comes back")
@needs(Capability.PARTS)
def service_comes_back(context: Context, name: str) -> None:
    context.world.services[name].start()


@when("the {name:Service} comes back and {minutes:Count} minutes pass")
@needs(Capability.CLOCK, Capability.PARTS)
def service_comes_back_and_time_passes(context: Context, name: str, minutes: int) -> None:
    context.world.services[name].start()
    context.world.clock.advance(timedelta(minutes=minutes))


@given("{hours:Count} hours have passed")
@when("{hours:Count} hours pass")
@needs(Capability.CLOCK)
def hours_have_passed(context: Context, hours: int) -> None:
    context.world.clock.advance(timedelta(hours=hours))
    context.world.actors.sign_in_again()
