"""Sentences about all requests that the shop knows, made one after the other."""

from behave import then, when

from environment.topology import bookstore_topology
from steps.tasks.requests.every_request import (
    attempt_every_request,
    forged,
    permitted,
    without_permission,
)
from steps.tasks.requests.expected_answers import (
    demand_answers,
    demand_refusals,
    demand_refusals_as_unknown,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context

_EVERY = bookstore_topology().services


@when("an attacker makes every request with a forged token")
@needs(Capability.DATABASES)
def attacker_makes_every_request(context: Context) -> None:
    attempt_every_request(context.world, _EVERY, forged(context.world))


@when("a caller without the permission makes every request")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def caller_without_permission_makes_every_request(context: Context) -> None:
    attempt_every_request(context.world, _EVERY, without_permission(context.world))


@when("a permitted caller makes every request with {content:Content} content")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def permitted_caller_makes_every_request(context: Context, content: str) -> None:
    attempt_every_request(context.world, _EVERY, permitted(context.world), content)


@when("a permitted caller makes every request that {service:Database} answers")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def permitted_caller_asks_service(context: Context, service: str) -> None:
    attempt_every_request(context.world, (service,), permitted(context.world), "from its database")


@when("a permitted caller makes every request that only reads")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def permitted_caller_reads_everything(context: Context) -> None:
    attempt_every_request(context.world, _EVERY, permitted(context.world), "reading")


@then("each of these requests is answered")
def each_request_is_answered(context: Context) -> None:
    demand_answers(context.world)


@then("each of these requests is refused, since the shop has no such thing")
def each_request_is_about_nothing(context: Context) -> None:
    demand_refusals_as_unknown(context.world)


@then("each of these requests is refused because {reason:RefusalReason}")
def each_request_is_refused(context: Context, reason: tuple[str, str]) -> None:
    demand_refusals(context.world, *reason)
