"""Sentences about the replies to requests: what an actor is told, and how fast."""

from behave import then

from steps.drivers.api import Refused
from steps.vocabulary.in_words import in_words
from steps.vocabulary.refusal_sentences import is_meant_by
from steps.world.world import Context

_WITHOUT_A_REASON = "generic_decline"


@then('{who:Who} is told "{message}"')
def is_told_message(context: Context, who: str, message: str) -> None:
    refusal = context.world.actors.named(who).last_attempt.refused()
    has_own_words = context.world.shop.has_own_words
    told = is_meant_by(refusal.slug, message) if has_own_words else refusal.detail == message
    assert told, f'"{message}" was expected for {who}, but the checkout answered {refusal}'


@then("nothing in the answer tells the decline from one without a reason")
def decline_has_no_reason(context: Context) -> None:
    """Stripe: https://docs.stripe.com/declines/codes asks for it where a card was reported."""
    refusal = context.world.actors.customer("customer").last_attempt.refused()
    code = refusal.members.get("decline_code", _WITHOUT_A_REASON)
    assert code == _WITHOUT_A_REASON, (
        f"a decline without a reason was expected, but the answer has {in_words(code)}"
    )


@then('both submissions are told "{message}"')
def both_are_told_message(context: Context, message: str) -> None:
    details = [attempt.refused().detail for attempt in context.world.actors.customer("customer").attempts]
    assert details == [message] * 2, (
        f'"{message}" was expected twice, but the checkouts answered {in_words(details)}'
    )


@then("{who:Who} is told that {problem:Problem}")
def is_told_problem(context: Context, who: str, problem: tuple[str, ...]) -> None:
    context.world.actors.named(who).refusal(*problem)


@then("{who:Who} is told that {titles:Titles} is sold out")
@then("{who:Who} is told that {titles:Titles} are sold out")
def is_told_sold_out(context: Context, who: str, titles: list[str]) -> None:
    refusal = context.world.actors.named(who).refusal("out-of-stock")
    found = sorted((line["title"], line["available"]) for line in refusal.members["missing"])
    expected = [(title, 0) for title in sorted(titles)]
    assert found == expected, (
        f"{in_words(expected)} were expected as sold out, but {who} was told {in_words(found)}"
    )


@then("the others are told that {title:Title} is sold out")
def others_are_told_sold_out(context: Context, title: str) -> None:
    attempts = [actor.last_attempt for actor in context.world.actors.known.values()]
    refusals = [attempt.refused() for attempt in attempts if not attempt.accepted]
    found = [(each.slug, [line["title"] for line in each.members.get("missing", ())]) for each in refusals]
    expected = [("out-of-stock", [title])] * (len(attempts) - 1)
    assert found == expected, (
        f'out-of-stock of "{title}" was expected for all but one, but: {in_words(found)}'
    )


@then("{who:Who} is told that {copies:Copies} are left")
def is_told_copies_left(context: Context, who: str, copies: dict[str, int]) -> None:
    refusal = context.world.actors.named(who).refusal("out-of-stock", "not-enough-copies")
    found = context.world.catalog.by_title({str(line["sku"]): line["available"] for line in _lines(refusal)})
    assert found == copies, (
        f"copies left were expected to be {in_words(copies)}, but {who} was told {in_words(found)}"
    )


@then("{who:Who} is told that {title:Title} is not sold any more")
def is_told_not_sold(context: Context, who: str, title: str) -> None:
    refusal = context.world.actors.named(who).refusal("out-of-stock", "not-enough-copies")
    found = context.world.catalog.by_title({str(line["sku"]): line["reason"] for line in _lines(refusal)})
    assert found == {title: "withdrawn"}, (
        f"{title}: withdrawn was expected, but {who} was told {in_words(found)}"
    )


def _lines(refusal: Refused) -> list[dict[str, object]]:
    """The lines that a checkout names as missing; an addition names its own line alone."""
    lines: list[dict[str, object]] = refusal.members.get("missing", [refusal.members])
    return lines


@then("{who:Who} is told that a cart holds at most {limit:Count} copies of a title")
def is_told_the_limit(context: Context, who: str, limit: int) -> None:
    found = context.world.actors.named(who).refusal("limit-per-title").members["limit"]
    assert found == limit, f"a limit of {limit} was expected, but {who} was told {in_words(found)}"


@then("{who:Who} is answered within {seconds:Count} seconds")
def is_answered_within(context: Context, who: str, seconds: int) -> None:
    actor = context.world.actors.named(who)
    took = (actor.last_reply or actor.last_attempt).seconds
    assert took < seconds, f"an answer to {who} within {seconds} s was expected, but it took {took:.1f} s"


@then("{who:Who} is asked to try again later")
def is_asked_to_try_again(context: Context, who: str) -> None:
    context.world.actors.named(who).refusal("try-again")


@then("{who:Who} is asked to sign in")
def is_asked_to_sign_in(context: Context, who: str) -> None:
    context.world.actors.named(who).refusal("not-authenticated")
