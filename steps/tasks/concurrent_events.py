"""Events that happen while a checkout, or another act of a customer, is under way.

A Given plans an event and holds the request at which it happens; the next act carries the event out. A plan
that no act carries out fails the scenario: sandbox and proxy report a hold without a request.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from steps.drivers import sandbox
from steps.drivers.eventually import eventually
from steps.tasks.shopping import check_out
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.vocabulary.statements import writing
from steps.world.actors import Actor
from steps.world.world import World

Act = Callable[[], object]
_REACHED_WITHIN = 10.0  # seconds
_ENDS_WITHIN = 30.0  # seconds
_LONGER_THAN_A_PAUSE, _LONGER_THAN_A_CAPTURE = timedelta(minutes=1), timedelta(hours=2)
_LONGER_THAN_A_KEY = timedelta(hours=25)
_ALWAYS = 1000  # requests
_CAPTURES = "checkout -> payments"
_HANDED_OVER, _ERASED = "the mail is handed over", "the sent mails are erased"


def check_out_with_events(world: World, actor: Actor) -> None:
    """Check out; the planned events, if any, happen on the way. Afterwards nothing is planned."""
    act_with_events(world, partial(check_out, world, actor))


def act_with_events(world: World, act: Act) -> None:
    """Carry out the act; the planned events, if any, happen on the way. Afterwards nothing is planned."""
    while world.concurrent_events:
        act = partial(world.concurrent_events.pop(), act)
    act()


def plan_event_during_request(world: World, request: str, event: Callable[[], object]) -> None:
    """Plan an event between the arrival of a request at the gateway and the gateway's response."""
    world.shop.sandbox.hold(request)
    world.concurrent_events.append(partial(_run_with_request_held, world, event))


def plan_event_before_call(world: World, calls: str, event: Callable[[], object]) -> None:
    """Plan an event before a call between two services arrives; `calls` is in the words of features."""
    name = f"{calls} waits"
    world.faults.inject(FaultSpec(name, parse_calls(calls), "barrier"))
    world.concurrent_events.append(partial(_run_with_call_held, world, name, event))


def plan_event_before_commit(world: World, service: str, table: str, event: Callable[[], object]) -> None:
    """Plan an event before the next COMMIT of the service that writes this table: its locks are all held."""
    name, calls = f"the commit of {table} waits", CallPattern(f"{service} -> postgres", next=1)
    held = {"statement": writing(table), "at": "before"}
    world.faults.inject(FaultSpec(name, calls, "commit held", held))
    world.concurrent_events.append(partial(_run_with_call_held, world, name, event))


def plan_mail_during_erasure(world: World, actor: Actor) -> None:
    """Plan a mail to the actor that is sent after notifications has erased those that were sent before."""
    erased = CallPattern("notifications -> postgres", matching=r"^\s*UPDATE mails\b", next=1)
    handed_over = parse_calls("the handover from notifications to mail")
    world.faults.inject(FaultSpec(_HANDED_OVER, handed_over, "barrier"))
    world.faults.inject(FaultSpec(_ERASED, erased, "barrier", {"after_work": True}))
    world.concurrent_events.append(partial(_run_with_mail_sent_meanwhile, world, actor))


def plan_response_after_checkout(world: World, request: str) -> None:
    """Plan a response of the gateway that comes only after the customer has been answered."""
    world.shop.sandbox.hold(request)
    world.concurrent_events.append(partial(_run_then_release, world))


def plan_silent_day(world: World) -> None:
    """Plan an authorization that is executed, after which the gateway answers no request for 25 hours."""
    gateway = world.shop.sandbox
    gateway.answer_with(sandbox.AUTHORIZATION, 500, executed=True)
    for request in (sandbox.AUTHORIZATION, sandbox.LOOK.rstrip("/")):
        gateway.answer_with(request, 503, _ALWAYS)
    world.concurrent_events.append(partial(_run_then_recover, world))


def plan_failing_charges(world: World, duration: timedelta) -> None:
    """Plan charges that all fail while so much time passes; the last of them fails after it."""
    world.shop.sandbox.answer_with(sandbox.CAPTURE, 503, _ALWAYS)
    world.concurrent_events.append(partial(_run_while_charges_fail, world, duration))


def run_as_time_passes(world: World, checkout: Act, until: Callable[[], bool] = lambda: False) -> None:
    """Run a checkout while time passes quickly, until it is answered or `until` is true.

    The services then do not have to sit out their pauses between two attempts.
    """
    with ThreadPoolExecutor(1) as browser:
        running = browser.submit(checkout)
        with world.clock.quickly():
            eventually(
                lambda: running.done() or until(), lambda over: over, _ENDS_WITHIN, "the checkout is answered"
            )
        running.result()


def wait_until_requested_again(world: World, request: str) -> None:
    """Return when a held request has come again, and was answered that the first is in flight (409)."""
    eventually(
        lambda: [asked.status for asked in world.shop.sandbox.asked(request)],
        until=lambda statuses: 409 in statuses,
        within=_REACHED_WITHIN,
        what=f"{request} comes again while the first one is in flight",
    )


def wait_until_hold_is_released(world: World) -> None:
    """Move the clock on by two hours; return when the hold has been released."""
    world.clock.advance(_LONGER_THAN_A_CAPTURE)
    eventually(
        lambda: [charge.status for charge in world.shop.gateway.charges()],
        until=lambda statuses: statuses == ["canceled"],
        within=_REACHED_WITHIN,
        what="the hold is released",
    )


def _run_with_request_held(world: World, event: Callable[[], object], checkout: Act) -> None:
    gateway = world.shop.sandbox
    with ThreadPoolExecutor(1) as browser:
        running = browser.submit(checkout)
        try:
            eventually(gateway.held, lambda held: held == 1, _REACHED_WITHIN, "the gateway holds the request")
            event()
        finally:
            gateway.release()
        running.result()


def _run_with_call_held(world: World, name: str, event: Callable[[], object], act: Act) -> None:
    with ThreadPoolExecutor(1) as browser:
        running = browser.submit(act)
        try:
            world.faults.wait_until_held(name, 1)
            event()
        finally:
            world.faults.release(name)
        running.result()


def _run_with_mail_sent_meanwhile(world: World, actor: Actor, erasure: Act) -> None:
    staff, number = world.actors.staff(), actor.order_number
    try:
        world.faults.wait_until_held(_HANDED_OVER, 1)
        erasure()
        world.faults.wait_until_held(_ERASED, 1)
        world.faults.release(_HANDED_OVER)
        eventually(
            lambda: world.shop.notifications.states(staff, number),
            until=lambda states: {*states} == {"sent"},
            within=_REACHED_WITHIN,
            what=f"each mail of the order {number} is sent",
        )
    finally:
        world.faults.release(_HANDED_OVER)
        world.faults.release(_ERASED)


def _run_then_release(world: World, checkout: Act) -> None:
    run_as_time_passes(world, checkout)
    world.shop.sandbox.release()
    world.clock.advance(_LONGER_THAN_A_PAUSE)


def _run_then_recover(world: World, checkout: Act) -> None:
    run_as_time_passes(world, checkout)
    world.clock.advance(_LONGER_THAN_A_KEY)
    world.shop.sandbox.recover()
    world.clock.advance(_LONGER_THAN_A_PAUSE)  # for an attempt just before the gateway recovered


def _run_while_charges_fail(world: World, duration: timedelta, checkout: Act) -> None:
    with ThreadPoolExecutor(1) as browser:
        running = browser.submit(checkout)
        _wait_for_captures(world, 1, lambda: False)
        world.clock.advance(duration)
        _wait_for_captures(world, 2, running.done)
        world.shop.sandbox.recover()
        with world.clock.quickly():
            running.result()
    world.actors.sign_in_again()


def _wait_for_captures(world: World, wanted: int, over: Callable[[], bool]) -> None:
    """Return when checkout has called so often for the charge, or it is over."""
    eventually(
        lambda: world.faults.calls(_CAPTURES, "capture"),
        until=lambda made: made >= wanted or over(),
        within=_REACHED_WITHIN,
        what=f"checkout has called {wanted} times for the charge",
        on_arrow=_CAPTURES,
    )
