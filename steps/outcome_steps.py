"""Sentences about what somebody is told."""

from behave import then

from steps.drivers.api import Refused
from steps.world.actors import Actor
from steps.world.world import Context


def _told(actor: Actor, *slugs: str) -> Refused:
    """The last refusal this person saw, which must be of this kind (or of one of these)."""
    return actor.refusal(*slugs)


def _sold_out(context: Context, actor: Actor, titles: list[str]) -> None:
    missing = _told(actor, "out-of-stock").members["missing"]
    found = sorted((line["title"], line["available"]) for line in missing)
    expected = [(title, 0) for title in sorted(titles)]
    assert found == expected, f"{expected} should have been named sold out, but {found} were"


@then('{who:Who} is told "{message}"')
def is_told(context: Context, who: str, message: str) -> None:
    refusal = context.world.actors.named(who).last_attempt.refused()
    assert refusal.detail == message, f"{who} should have been told {message!r}, but was told {refusal}"


@then('both submissions are told "{message}"')
def both_are_told(context: Context, message: str) -> None:
    details = [attempt.refused().detail for attempt in context.world.actors.customer("customer").attempts]
    assert details == [message, message], f"both should have been told {message!r}, but were told {details}"


@then("{who:Who} is told that {title:Title} is sold out")
def is_told_sold_out(context: Context, who: str, title: str) -> None:
    _sold_out(context, context.world.actors.named(who), [title])


@then("{who:Who} is told that {titles:Titles} are sold out")
def is_told_several_sold_out(context: Context, who: str, titles: list[str]) -> None:
    _sold_out(context, context.world.actors.named(who), titles)


@then("{who:Who} is told that {copies:Copies} are left")
def is_told_copies_left(context: Context, who: str, copies: dict[str, int]) -> None:
    refusal = _told(context.world.actors.named(who), "out-of-stock", "not-enough-copies")
    lines = refusal.members.get("missing", [refusal.members])
    found = {line["sku"]: line["available"] for line in lines}
    expected = {context.world.catalog.sku(title): count for title, count in copies.items()}
    assert found == expected, f"{who} should have been told that {expected} copies are left, not {found}"


@then("{who:Who} is told that a cart holds at most {limit:Count} copies of a title")
def is_told_the_limit(context: Context, who: str, limit: int) -> None:
    found = _told(context.world.actors.named(who), "limit-per-title").members["limit"]
    assert found == limit, f"{who} should have been told that the limit is {limit}, not {found}"


@then("{who:Who} is told that {title:Title} is not sold any more")
def is_told_not_sold(context: Context, who: str, title: str) -> None:
    refusal = _told(context.world.actors.named(who), "out-of-stock", "not-enough-copies")
    found = {line["sku"]: line["reason"] for line in refusal.members.get("missing", [refusal.members])}
    expected = {context.world.catalog.sku(title): "withdrawn"}
    assert found == expected, f"{who} should have been told {expected}, but was told {found}"


@then("{who:Who} is answered within {seconds:Count} seconds")
def is_answered_within(context: Context, who: str, seconds: int) -> None:
    actor = context.world.actors.named(who)
    took = (actor.last_reply or actor.last_attempt).seconds
    assert took < seconds, f"{who} should have been answered within {seconds} seconds, but it took {took:.1f}"


@then("{who:Who} is asked to try again later")
def is_asked_to_try_again(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "try-again")


@then("{who:Who} is told that the checkout is not finished")
def is_told_not_finished(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "checkout-in-progress")


@then("{who:Who} is told that payments cannot be taken right now")
def is_told_no_payments(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "payments-unavailable")


@then("{who:Who} is asked to enter the card details again")
def is_asked_for_card_details(context: Context, who: str) -> None:
    refusal = _told(context.world.actors.named(who), "payment-details-used")
    assert "enter them again" in refusal.detail, f"{who} was told {refusal.detail!r}"


@then("{who:Who} is told that the cart has been bought already")
def is_told_bought_already(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "cart-closed")


@then("{who:Who} is told that this submission was already used")
def is_told_submission_used(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "idempotency-key-reused")


@then("{who:Who} is told that there is no such order")
def is_told_no_such_order(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "order-not-found")


@then("{who:Who} is told that there is no such cart")
def is_told_no_such_cart(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "no-such-cart", "cart-not-found")


@then("they are asked to sign in")
def are_asked_to_sign_in(context: Context) -> None:
    _told(context.world.actors.customer("somebody"), "not-authenticated")


@then("{who:Who} is told that this is for the staff")
def is_told_for_staff(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "not-allowed")


@then("{who:Who} is told that the submission cannot be understood")
def is_told_not_understood(context: Context, who: str) -> None:
    _told(context.world.actors.named(who), "invalid-request")


@then("the staff is told that the order is canceled")
def staff_is_told_canceled(context: Context) -> None:
    _told(context.world.actors.customer("staff"), "order-canceled")
