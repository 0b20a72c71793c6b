"""Sentences about whole journeys, each of which crosses arrows that are known beforehand."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.journey import Told
from steps.tasks.journeys import Journey
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


@given("everything is ready for {journey:Journey}")
@needs(Capability.FAULTS)
def everything_is_ready(context: Context, journey: Journey) -> None:
    world = context.world
    world.errand = journey.begin(world)
    world.checkouts_before = world.errand.person.checkout_ids
    world.crossed = {arrow: world.faults.calls(arrow) for arrow in journey.crosses}


@when("{journey:Journey} takes its course")
def takes_its_course(context: Context, journey: Journey) -> None:
    world = context.world
    world.endings.append(world.prepared.go())


@then("all that was wanted has come about at the first asking")
def has_come_about(context: Context) -> None:
    ending = context.world.endings[0]
    assert ending.told is Told.DONE, f"the first asking should have been enough, but: {ending}"
    context.world.prepared.arrive()


@then("{journey:Journey} has crossed every arrow it is said to cross")
@needs(Capability.FAULTS)
def has_crossed_its_arrows(context: Context, journey: Journey) -> None:
    faults, before = context.world.faults, context.world.crossed
    eventually(
        lambda: sorted(arrow for arrow in journey.crosses if faults.calls(arrow) == before[arrow]),
        until=lambda missed: not missed,
        within=_SETTLES_WITHIN,
        what=f"{journey.name} has crossed all its arrows (not crossed so far are listed)",
    )
