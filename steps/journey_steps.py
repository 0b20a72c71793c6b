"""Sentences about whole journeys, each of which crosses arrows that are known beforehand."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.journeys.by_name import Journey
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.journey import ReplyKind
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


@given("{journey:Journey} is prepared")
@needs(Capability.FAULTS)
def everything_is_ready(context: Context, journey: Journey) -> None:
    world = context.world
    world.set_once.claim("the journey")
    world.journey.run, world.journey.name = journey.begin(world), journey.name
    world.journey.checkouts_before = world.journey.run.actor.checkout_ids
    world.journey.calls_before = {arrow: world.faults.calls(arrow) for arrow in journey.crosses}


@when("{journey:Journey} is carried out")
def takes_its_course(context: Context, journey: Journey) -> None:
    world = context.world
    world.journey.replies.append(world.journey.prepared.run())


@then("every effect is observed after the first request")
def has_come_about(context: Context) -> None:
    reply = context.world.journey.replies[0]
    assert reply.kind is ReplyKind.DONE, f"the first asking should have been enough, but: {in_words(reply)}"
    context.world.journey.prepared.wait_until_complete()


@then("{journey:Journey} has crossed its integration points")
@needs(Capability.FAULTS)
def has_crossed_its_arrows(context: Context, journey: Journey) -> None:
    faults, before = context.world.faults, context.world.journey.calls_before
    prepared = context.world.journey.name
    assert prepared == journey.name, f"{journey.name} was expected, but {prepared} has been prepared"
    eventually(
        lambda: sorted(arrow for arrow in journey.crosses if faults.calls(arrow) == before[arrow]),
        until=lambda missed: not missed,
        within=_SETTLES_WITHIN,
        what=f"{journey.name} has crossed all its arrows (not crossed so far are listed)",
    )
