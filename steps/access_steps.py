"""Sentences about requests that their caller is not permitted to make."""

from behave import given, then, when

from environment.topology import STRANGER
from steps.drivers.api import bearer
from steps.tasks.requests.access import (
    attempt,
    attempt_oversized,
    call_off_before_it_began,
    exchange_copies,
    flawed_service_token,
    permitted_credentials,
    release_before_it_redeemed,
    use_ids,
)
from steps.tasks.requests.unauthorized_requests import UnauthorizedRequest, stored_when_idle
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.world import Context


@given("{who:Who} has come back later")
def has_come_back_later(context: Context, who: str) -> None:
    context.world.actors.named(who).begin_another_visit()


@when("{who:Who} tries to {request:UnauthorizedRequest}")
@needs(Capability.DATABASES)
def tries_to_make_request(context: Context, who: str, request: UnauthorizedRequest) -> None:
    attempt(context.world, request, context.world.actors.named(who).credentials, sender="customer")


@given('{who:Who} has added {copies:Copies} under the key "{key}"')
def has_added_under_key(context: Context, who: str, copies: dict[str, int], key: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    ((title, count),) = copies.items()
    world.shop.cart.add(actor.credentials, actor.cart, world.catalog.sku(title), count, key)


@when("{who:Who} tries to {request:UnauthorizedRequest} under {key:IdempotencyKey}")
@needs(Capability.DATABASES)
def tries_under_key(context: Context, who: str, request: UnauthorizedRequest, key: str | None) -> None:
    actor = context.world.actors.named(who)
    named = {**actor.credentials, "idempotency-key": key}  # None: without the header
    attempt(context.world, request, named, sender="customer")


@given("a checkout has called off its quote, payment and order before it began")
@needs(Capability.SERVICE_TOKENS)
def checkout_has_called_off(context: Context) -> None:
    call_off_before_it_began(context.world)


@given("a checkout has released its gift card before it was redeemed")
@needs(Capability.SERVICE_TOKENS)
def checkout_has_released_gift_card(context: Context) -> None:
    release_before_it_redeemed(context.world)


@given("copies have been received and returned, and a part of both orders refunded and shipped")
def ids_have_been_used(context: Context) -> None:
    use_ids(context.world)


@given("a copy of both orders has been exchanged")
def copies_have_been_exchanged(context: Context) -> None:
    exchange_copies(context.world)


@when("a permitted caller tries to {request:UnauthorizedRequest}")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def permitted_caller_tries(context: Context, request: UnauthorizedRequest) -> None:
    attempt(context.world, request, permitted_credentials(context.world, request), sender=request.by)


@when("a visitor tries to {request:UnauthorizedRequest} without signing in")
@needs(Capability.DATABASES)
def visitor_tries_without_signing_in(context: Context, request: UnauthorizedRequest) -> None:
    attempt(context.world, request, {}, sender=STRANGER)


@when("an attacker tries to {request:UnauthorizedRequest} with a customer token that {flaw:TokenFlaw}")
@needs(Capability.DATABASES)
def attacker_tries_with_customer_token(context: Context, request: UnauthorizedRequest, flaw: str) -> None:
    actors = context.world.actors
    token = actors.flawed_token(actors.customer("customer"), flaw)
    attempt(context.world, request, bearer(token), sender=STRANGER)


@when("an attacker tries to {request:UnauthorizedRequest} with a service token that {flaw:ServiceTokenFlaw}")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def attacker_tries_with_service_token(context: Context, request: UnauthorizedRequest, flaw: str) -> None:
    token = flawed_service_token(context.world, request, flaw)
    attempt(context.world, request, bearer(token), sender=STRANGER)


@when("a guest with another cart tries to {request:UnauthorizedRequest} of {who:Who}")
@needs(Capability.DATABASES)
def guest_with_another_cart_tries(context: Context, request: UnauthorizedRequest, who: str) -> None:
    _, token = context.world.shop.cart.open({}, "USD")
    attempt(context.world, request, {"cart-token": str(token)}, sender="customer", owner=who)


@when("the request to {request:UnauthorizedRequest} has {kilobytes:Count} kilobytes")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def request_has_kilobytes(context: Context, request: UnauthorizedRequest, kilobytes: int) -> None:
    attempt_oversized(context.world, request, kilobytes, declared=True)


@when("the request to {request:UnauthorizedRequest} has {kilobytes:Count} kilobytes and declares no length")
@needs(Capability.DATABASES, Capability.SERVICE_TOKENS)
def request_declares_no_length(context: Context, request: UnauthorizedRequest, kilobytes: int) -> None:
    attempt_oversized(context.world, request, kilobytes, declared=False)


@then("the request is refused because {reason:RefusalReason}")
@needs(Capability.DATABASES)
def request_is_refused_because(context: Context, reason: tuple[str, str]) -> None:
    attempted = context.world.unauthorized.attempt
    assert attempted is not None, (
        'no request without permission has been made in this scenario: this sentence belongs to "When ... '
        'tries to ..."; the answer to a checkout or about an order is "... is told that ..."'
    )
    refusal, (slug, beginning) = attempted.refused(), reason
    right = refusal.slug == slug and refusal.detail.startswith(beginning)
    assert right, f'a refusal "{slug}: {beginning}..." was expected, but the service answered "{refusal}"'


@then("no service has signed a token for another one while its last one was new")
@needs(Capability.FAULTS)
def no_token_was_signed_early(context: Context) -> None:
    for place, said in context.world.recorded_calls.tokens_signed_early().items():
        raise WrongOnArrow(place, said)


@then("no data of the shop has changed")
@needs(Capability.DATABASES)
def no_data_has_changed(context: Context) -> None:
    before, now = context.world.unauthorized.stored_before, stored_when_idle(context.world)
    changed = [table for table in now if now[table] != before.get(table)]
    assert not changed, f"no table was expected to change, but these have: {in_words(changed)}"
