"""Sentences about the health of services: whether each can answer, and what it says where it cannot."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.vocabulary.in_words import in_words
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_READY_WITHIN = 5.0  # seconds


def _check(world: World, service: str) -> Attempt[dict[str, object]]:
    """Ask beside the proxy, as a supervisor does."""
    api = world.shop.direct_apis[service]
    return Attempt.at(f"the health check of {service}", lambda: api.call("GET", "/health", {}))


def _latest(world: World, service: str) -> Attempt[dict[str, object]]:
    assert service in world.health_checks, f"the health of {service} has not been checked in this scenario"
    return world.health_checks[service]


def _demand_database_away(world: World, service: str) -> None:
    refused = _latest(world, service).refused()
    # The whole text: an error of the driver, quoted in it, would name the server's address and user.
    told = f"the database of {service} does not answer; {service} is ready as soon as it does"
    expected, seen = (503, "not-ready", told), (refused.status, refused.slug, refused.detail)
    assert seen == expected, f"{service} was expected to report {expected}, and reports {seen}"


@when("the health of {service:Database} is checked")
def health_is_checked(context: Context, service: str) -> None:
    context.world.health_checks[service] = _check(context.world, service)


@given("{service:Database} has reported that its database does not answer")
def has_reported_database_away(context: Context, service: str) -> None:
    context.world.health_checks[service] = _check(context.world, service)
    _demand_database_away(context.world, service)


@then("{service:Database} is not ready, because its database does not answer")
def is_not_ready(context: Context, service: str) -> None:
    _demand_database_away(context.world, service)


@then("{service:Database} still answers what needs no database")
def still_answers(context: Context, service: str) -> None:
    _latest(context.world, service)
    document = context.world.shop.direct_apis[service].call("GET", "/openapi.json", {})
    title = document["info"]["title"]
    assert title == f"Bookstore {service}", (
        f'the document of {service} was expected, not that of "{in_words(title)}"'
    )


@then("{service:Database} is ready again")
def is_ready_again(context: Context, service: str) -> None:
    world = context.world
    assert not _latest(world, service).accepted, f"{service} was ready all the time"
    eventually(
        lambda: _check(world, service).outcome,
        until=lambda outcome: outcome == {"status": "ok", "service": service},
        within=_READY_WITHIN,
        what=f"{service} is ready by itself, since its database is back",
    )
