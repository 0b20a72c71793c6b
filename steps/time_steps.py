"""Sentences about time that passes."""

from datetime import timedelta

from behave import given, when

from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@given("{duration:Duration} has passed")
@given("{duration:Duration} have passed")
@when("{duration:Duration} pass")
@needs(Capability.CLOCK)
def time_passes(context: Context, duration: timedelta) -> None:
    context.world.clock.advance(duration)
    context.world.actors.sign_in_again()
