"""Sentences about time that passes."""

from datetime import timedelta

from behave import given, when

from steps.vocabulary.calendar import until_the_clocks_change, until_the_year_ends
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@given("{duration:Duration} has passed")
@given("{duration:Duration} have passed")
@when("{duration:Duration} passes")
@when("{duration:Duration} pass")
@needs(Capability.CLOCK)
def time_passes(context: Context, duration: timedelta) -> None:
    context.world.clock.advance(duration)
    context.world.actors.sign_in_again()


@given("in {country:Country} the year ends in {duration:Duration}")
@needs(Capability.CLOCK)
def year_ends_in(context: Context, country: str, duration: timedelta) -> None:
    clock = context.world.clock
    clock.advance(until_the_year_ends(country, clock.now() + duration))
    context.world.actors.sign_in_again()


@given("in {country:Country} it is half past {hour:Count}, {days:Count} days before the clocks change")
@needs(Capability.CLOCK)
def clocks_change_in(context: Context, country: str, hour: int, days: int) -> None:
    clock = context.world.clock
    clock.advance(until_the_clocks_change(country, clock.now(), days, hour))
    context.world.actors.sign_in_again()
