"""What is expected of the answers to every request."""

from __future__ import annotations

from collections.abc import Callable

from steps.drivers.api import Refused
from steps.vocabulary.wrong_on_arrow import WronglyAnswered
from steps.world.world import World

_SLUGS_OF_UNKNOWN = (
    "cart-not-found",
    "no-such-cart",
    "no-such-checkout",
    "order-not-found",
    "download-not-found",
    "title-not-found",
    "reservation-not-found",
    "no-such-payment",
    "no-such-redemption",
    "no-such-sale",
    "not-found",
    "nothing-to-copy",
)


def demand_answers(world: World) -> None:
    """Raises WronglyAnswered where one of the requests was refused."""
    _demand(
        world,
        "an answer was expected to each request, but refused are",
        lambda outcome: not _refused(outcome),
    )


def demand_refusals_as_unknown(world: World) -> None:
    """Raises WronglyAnswered where a request was answered otherwise than with: there is no such thing."""
    expected = "that there is no such thing was expected as the answer to each, but got"
    _demand(world, expected, lambda outcome: _refused(outcome) in _SLUGS_OF_UNKNOWN)


def demand_refusals(world: World, slug: str, beginning: str) -> None:
    """Raises WronglyAnswered where one was not refused with this problem type and a detail that begins so."""
    expected = f'a refusal "{slug}: {beginning}..." was expected of each request, but got'
    _demand(world, expected, lambda outcome: _is_refused_so(outcome, slug, beginning))


def _demand(world: World, expected: str, is_right: Callable[[object], object]) -> None:
    attempts = world.unauthorized.attempts
    assert attempts, "no requests have been made one after the other in this scenario"
    wrong = [attempt for attempt in attempts if not is_right(attempt.outcome)]
    if wrong:
        seen = "\n".join(f"{attempt.act}: {attempt.outcome}" for attempt in wrong)
        raise WronglyAnswered(world.unauthorized.arrows[wrong[0].act], f"{expected}:\n{seen}")


def _refused(outcome: object) -> str:
    return outcome.slug if isinstance(outcome, Refused) else ""


def _is_refused_so(outcome: object, slug: str, beginning: str) -> bool:
    return isinstance(outcome, Refused) and outcome.slug == slug and outcome.detail.startswith(beginning)
