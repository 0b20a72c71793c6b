"""The vocabulary of features: words of the shop, in the third person, without waiting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from environment.tools.lint.source import RESILIENCE, Source, StyleFinding

_FIRST_PERSON = re.compile(r"\b(I|I'm|me|my|we|our|us)\b")

_WAITING = re.compile(
    r"\b(waits?|sleeps?|pauses?)\b.*\b(\d+|a few|some) ?(ms|milliseconds?|s|seconds?|minutes?)\b"
)

_TECHNOLOGY = re.compile(
    r"\b(endpoint|status code|JSON|HTTP|API|URL|SQL|database|table|process|GET|POST|PUT|PATCH|DELETE)\b"
    r"|(?<!\S)/[a-z]\w*(/|\b)"
    r"|\b(status|answers?|returns?|responds?( with)?) [1-5]\d\d\b"
)

_SHOP_WORDS = {
    "user": "customer",
    "users": "customers",
    "client": "customer",
    "basket": "cart",
    "item": "title, or cart line",
    "items": "titles, or cart lines",
    "voucher": "discount code",
    "coupon": "discount code",
    "purchase": "order",
    "rollback": "compensation",
}


def steps_are_in_the_third_person(source: Source) -> Iterator[StyleFinding]:
    """A named role acts: the customer, the warehouse."""
    for place in (*source.rules, *source.scenarios, *source.steps()):
        spoken = _FIRST_PERSON.search(_unquoted(place.name))
        if spoken:
            yield source.finding(place, f'name who acts ("the customer") instead of "{spoken.group()}"')


def words_are_those_of_the_glossary(source: Source) -> Iterator[StyleFinding]:
    """Features, code, tables and reports use the same word."""
    for place in (source.feature, *source.rules, *source.scenarios, *source.steps()):
        for word in re.findall(r"[a-z]+", _unquoted(place.name).lower()):
            if word in _SHOP_WORDS:
                yield source.finding(place, f'say "{_SHOP_WORDS[word]}" for "{word}"')


def business_features_name_no_technology(source: Source) -> Iterator[StyleFinding]:
    """Only resilience/ names integration points and faults."""
    if source.folder == RESILIENCE:
        return
    for place in (source.feature, *source.rules, *source.scenarios, *source.steps()):
        found = _TECHNOLOGY.search(_unquoted(place.name))
        if found:
            yield source.finding(place, f'say it in words of the shop, without "{found.group().strip()}"')


def steps_move_time(source: Source) -> Iterator[StyleFinding]:
    """No step waits; an eventual outcome is a plain Then."""
    for step in source.steps():
        if _WAITING.search(_unquoted(step.name)):
            yield source.finding(step, 'time is moved, not waited for: "when 15 minutes pass"')


def _unquoted(text: str) -> str:
    """Titles of books and the like stand in quotes and may hold any word."""
    return re.sub(r'"[^"]*"', '""', text)
