"""Sentences about somebody who tries what is not theirs to do."""

from collections.abc import Mapping
from datetime import timedelta

from behave import given, then, when

from steps.tasks.unauthorized_requests import (
    REASONS,
    Act,
    at_rest,
    attempted,
    attempted_at_length,
    target_of,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_ANOTHER = {"inventory": "pricing"}


def _tries(world: World, act: Act, credentials: Mapping[str, str], role: str = "customer") -> None:
    """Somebody shows this and does that to what the person of this role has."""
    world.unauthorized.stored_before, target = at_rest(world), target_of(world, role)
    door = world.shop.raw_apis[act.service]
    world.unauthorized.attempt = Attempt.at(
        "the intrusion", lambda: attempted(door, act, target, credentials)
    )


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@given("{who:Who} has come back later")
def has_begin_another_visit(context: Context, who: str) -> None:
    context.world.actors.named(who).begin_another_visit()


@when("somebody tries to {act:Act} without signing in")
@needs(Capability.DATABASES)
def tries_without_signing_in(context: Context, act: Act) -> None:
    _tries(context.world, act, {})


@when("somebody tries to {act:Act} with a token of the customer's that {flaw}")
@needs(Capability.DATABASES)
def tries_with_flawed_token(context: Context, act: Act, flaw: str) -> None:
    actors = context.world.actors
    _tries(context.world, act, _bearer(actors.flawed_token(actors.customer("customer"), flaw)))


@when("a stranger tries to {act:Act}")
@needs(Capability.DATABASES)
def stranger_tries(context: Context, act: Act) -> None:
    _tries(context.world, act, context.world.actors.customer("stranger").credentials)


@when("a guest with a cart of their own tries to {act:Act} of {who:Who}")
@needs(Capability.DATABASES)
def guest_tries(context: Context, act: Act, who: str) -> None:
    _, token = context.world.shop.cart.open({}, "USD")
    _tries(context.world, act, {"cart-token": str(token)}, who)


@when("the customer tries to {act:Act}")
@needs(Capability.DATABASES)
def customer_tries(context: Context, act: Act) -> None:
    _tries(context.world, act, context.world.actors.customer("customer").credentials)


@when("somebody tries to {act:Act} with a service's token that {flaw}")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def tries_with_flawed_pass(context: Context, act: Act, flaw: str) -> None:
    world, route = context.world, (act.by, act.service)
    flawed = {
        "was forged": lambda: world.untrusted_service_tokens.token(*route),
        "has expired": lambda: world.service_tokens.token(*route, life=timedelta(minutes=-1)),
        "is meant for another service": lambda: world.service_tokens.token(
            act.by, _ANOTHER.get(act.service, "inventory")
        ),
        "belongs to a service without business there": lambda: world.service_tokens.token(
            "warehouse", act.service
        ),
    }
    _tries(world, act, _bearer(flawed[flaw]()))


@when("the request to {act:Act} comes in {kilobytes:Count} kilobytes")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def comes_large(context: Context, act: Act, kilobytes: int) -> None:
    _comes(context.world, act, kilobytes, announced=True)


@when("the request to {act:Act} comes in {kilobytes:Count} kilobytes that were not announced")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def comes_large_unannounced(context: Context, act: Act, kilobytes: int) -> None:
    _comes(context.world, act, kilobytes, announced=False)


def _comes(world: World, act: Act, kilobytes: int, *, announced: bool) -> None:
    """From whoever may make it."""
    actors = world.actors
    shown = {"customer": actors.customer("customer").credentials, "staff": actors.staff()}
    credentials = shown.get(act.by) or _bearer(world.service_tokens.token(act.by, act.service))
    world.unauthorized.stored_before, target = at_rest(world), target_of(world, "customer")
    what = (world.shop.raw_apis[act.service], act, target, credentials, kilobytes)
    world.unauthorized.attempt = Attempt.at(
        "the request", lambda: attempted_at_length(*what, announced=announced)
    )


@then("the request is refused because {reason}")
def is_refused_because(context: Context, reason: str) -> None:
    if context.world.unauthorized.attempt is None:
        raise AssertionError("nobody has tried anything in this scenario")
    refusal = context.world.unauthorized.attempt.refused()
    slug, begins = REASONS[reason]
    right = refusal.slug == slug and refusal.detail.startswith(begins)
    assert right, f'the request should be refused as "{slug}: {begins}...", but was refused as "{refusal}"'


@then("nothing of the shop has changed")
@needs(Capability.DATABASES)
def nothing_has_changed(context: Context) -> None:
    before, now = context.world.unauthorized.stored_before, at_rest(context.world)
    changed = [table for table in now if now[table] != before.get(table)]
    assert not changed, f"nothing should have changed, but these tables have: {changed}"
