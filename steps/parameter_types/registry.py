"""The kinds of words in the step sentences, such as money and titles: strict, and clear about mistakes.

Importing this module registers them with behave, before any step file is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from behave import register_type
from parse import with_pattern

from steps.tasks import journeys
from steps.tasks import matrix_outcomes as outcomes
from steps.tasks import unauthorized_requests as intrusion
from steps.tasks.end_states import end
from steps.vocabulary import business_phrases, faults
from steps.vocabulary import discount_codes as codes
from steps.vocabulary.crash_points import MOMENT_PATTERN, killable_service, milestone_calls, stop_point
from steps.vocabulary.money import PATTERN, Money

_COPIES = r'(?:no|\d+) cop(?:y|ies) of "[^"]+"'
_AND = r"(?:, | and )"


def _spoken(name: str) -> str:
    return name.replace("⏎", "\r\n")


@with_pattern(PATTERN)
def money(text: str) -> Money:
    """`$12.50`: strict in its decimals."""
    return Money.parse(text)


@with_pattern(r'"[^"]+"')
def title(text: str) -> str:
    """`"Dune"`; the sign ⏎ stands for a line break."""
    return _spoken(text.strip('"'))


@with_pattern(rf'"[^"]+"(?:{_AND}"[^"]+")+')
def titles(text: str) -> list[str]:
    """`"Dune", "Emma" and "Ulysses"`: two at least."""
    return re.findall(r'"([^"]+)"', text)


@with_pattern(r"(?:the|a|another) (?:customer|guest|stranger)")
def who(text: str) -> str:
    """The role: `the customer` and `a customer` are the same person, `another customer` is not."""
    article, kind = text.split()
    return f"another {kind}" if article == "another" else kind


@with_pattern(rf"{_COPIES}(?:{_AND}{_COPIES})*")
def copies(text: str) -> dict[str, int]:
    """`2 copies of "Dune" and 1 copy of "Emma"`: copies by title."""
    found = re.findall(r'(no|\d+) cop(?:y|ies) of "([^"]+)"', text)
    return {_spoken(name): 0 if count == "no" else int(count) for count, name in found}


@dataclass(frozen=True)
class KeptCopies:
    """So many copies of those that were wanted."""

    kept: int
    wanted: int
    title: str


@with_pattern(r'\d+ of \d+ copies of "[^"]+"')
def fits(text: str) -> KeptCopies:
    """`4 of 5 copies of "Dune"`."""
    kept, wanted = re.findall(r"\d+", text)[:2]
    return KeptCopies(int(kept), int(wanted), text.split('"')[1])


@with_pattern(r"\d+")
def count(text: str) -> int:
    """A whole number."""
    return int(text)


@with_pattern(r"card|wallet")
def method(text: str) -> str:
    """How somebody pays."""
    return text


_SERVICES = {
    "order service": "orders",
    "mail server": "mail",
    "payment service": "payments",
    "inventory service": "inventory",
    "checkout": "checkout",
}


@with_pattern("|".join(_SERVICES))
def service(text: str) -> str:
    """A part of the stack that can be stopped, as the stack calls it."""
    return _SERVICES[text]


def _typed(pattern: str, converter: Callable[[str], Any]) -> Callable[[str], Any]:
    """A kind of words with a table of its own; its converter says what is known."""

    def typed(text: str) -> Any:
        return converter(text)

    made: Callable[[str], Any] = with_pattern(pattern)(typed)
    return made


_SERVICE_PHRASE = r"inventory|pricing|the (?:[a-z]+ )?(?:gateway|service|server|checkout)"
register_type(
    KillableService=_typed(r"[a-z]+", killable_service),
    Moment=_typed(MOMENT_PATTERN, stop_point),
    Milestone=_typed(r"[a-z ]+", milestone_calls),
    EndState=_typed(r"(?:the (?:order|money|refund|news)|nothing) [a-z ]+", end),
)
register_type(
    Calls=_typed(faults.CALLS_PATTERN, faults.parse_calls),
    Edge=_typed(r"[a-z]+ to [a-z]+", faults.parse_edge),
    CallEffect=_typed(faults.CALL_EFFECT_PATTERN, faults.effect_on_calls),
    AnswerEffect=_typed(faults.ANSWER_EFFECT_PATTERN, faults.effect_on_answers),
    ConnectionEffect=_typed(r"[a-z ]+", faults.effect_on_connections),
    Database=_typed(r"[a-z]+", faults.service_with_database),
    Callee=_typed(_SERVICE_PHRASE, business_phrases.edge_to),
    BusinessService=_typed(_SERVICE_PHRASE, business_phrases.service_called),
    Request=_typed(r"[a-z ]+", business_phrases.requested_calls),
    Expected=_typed(r".+", outcomes.Expected.parse),
    Journey=_typed(r"an? [A-Za-z0-9 -]+?", journeys.journey),
    Act=_typed(r"[a-z ]+?", intrusion.act),
)
_LETTERS = {"a zero-width space": "\u200b", "a soft hyphen": "\u00ad"}
_COUNTRIES = {
    "the United States": "US",
    "the United Kingdom": "GB",
    "Canada": "CA",
    "Germany": "DE",
    "Hong Kong": "HK",
    "Ireland": "IE",
    "Japan": "JP",
    "Kuwait": "KW",
    "Singapore": "SG",
}
_ADDRESS_PARTS = {
    "name": "name",
    "street": "line1",
    "second line": "line2",
    "city": "city",
    "region": "region",
    "postal code": "postal_code",
    "country": "country",
}
register_type(
    Country=_typed("|".join(_COUNTRIES), _COUNTRIES.__getitem__),
    AddressPart=_typed("|".join(_ADDRESS_PARTS), _ADDRESS_PARTS.__getitem__),
    Letter=_typed("|".join(_LETTERS), _LETTERS.__getitem__),
    Code=_typed(r'"[A-Z0-9]+"', lambda text: text.strip('"')),
    Off=_typed(rf"(?:{PATTERN}|\d+(?:\.\d+)?%)", codes.takes_off),
    Terms=_typed(r"[a-z][^\"]*", codes.terms),
    Reason=_typed(r"it [a-z ]+", codes.reason),
)
register_type(Method=method, Service=service)
register_type(Money=money, Title=title, Titles=titles, Who=who, Copies=copies, Count=count, KeptCopies=fits)
