"""Falsified values of a parameter, by its type: another amount, another currency, another title, ..."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from steps.parameter_types.people import role_of
from steps.parameter_types.phrases import alternatives_of
from steps.parameter_types.registry import TYPES
from steps.vocabulary.money import Money

OTHER_TITLE = "A Title that Is Not Meant"
"""A title that no feature names. It is on sale before a sentence is asked about it."""

_ROLES = ("another customer", "a stranger", "a visitor", "another guest")
_PHRASES: Mapping[str, str] = {
    **{role: f"the {role}" for role in ("customer", "guest", "stranger", "visitor", "staff", "warehouse")},
    **{role: role for role in ("another customer", "another guest")},
}
"""By role of an actor, the words for it."""
_QUOTED = re.compile(r'"[^"]+"')
_NUMBER = re.compile(r"\bno\b|\d+")
_FREE_TEXT = frozenset({"message", "words", "subject", "sentence", "mailbox", "status", "kind", "text"})
"""Parameters without a type whose value is any text; the value of another one is a word of a table."""

# A word that a mail must not mention is falsified by a letter that every mail has.
_OWN_VALUES: Mapping[str, Sequence[str]] = {"first": ("e",), "second": ("e",)}

# For a parameter that has one value in all features: there is no other to take from elsewhere.
_ONLY_VALUES: Mapping[str, Sequence[str]] = {"feature": ('"Killed in a refund"',), "service": ("orders",)}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a sentence; `type` is empty where the sentence names none."""

    name: str
    type: str


@dataclass(frozen=True)
class FalseValue:
    """A value that the scenario does not mean, and what differs from the value that it means."""

    text: str
    change: str


def false_values(
    parameter: Parameter, text: str, elsewhere: Collection[str] = (), roles: Collection[str] = ()
) -> list[FalseValue]:
    """Falsified values for this text of a parameter.

    `elsewhere`: the values of the same parameter in other scenarios. `roles`: the actors of the scenario.
    """
    if parameter.type == "Who":
        return [*_others(text, roles), _role(roles)]
    made = list(_made(parameter, text, sorted(elsewhere)))
    return [each for each in made if each.text != text]


def _made(parameter: Parameter, text: str, elsewhere: Sequence[str]) -> Iterator[FalseValue]:
    if parameter.type in _BY_TYPE and parameter.name != "feature":
        yield from _BY_TYPE[parameter.type](text)
    elif known := _alternatives(parameter.type):
        yield from (FalseValue(each, "another phrase") for each in known)
    elif parameter.name in _OWN_VALUES and not parameter.type:
        yield from (FalseValue(each, "a text that is there") for each in _OWN_VALUES[parameter.name])
    elif parameter.name in _FREE_TEXT:
        yield from _free_text(text)
    else:
        others = [each for each in elsewhere if each != text] or _ONLY_VALUES.get(parameter.name, ())
        yield from (FalseValue(each, "another phrase") for each in others)


def _alternatives(name: str) -> tuple[str, ...]:
    return alternatives_of(TYPES[name]) if name else ()


def _money(text: str) -> Iterator[FalseValue]:
    money = Money.parse(text)
    yield FalseValue(str(Money(money.amount + 1, money.currency)), "another amount")
    currency = "EUR" if money.currency == "USD" else "USD"
    yield FalseValue(str(Money(money.amount, currency)), "another currency")


def _titles(text: str) -> Iterator[FalseValue]:
    yield FalseValue(_QUOTED.sub(f'"{OTHER_TITLE}"', text, count=1), "another title")


def _copies(text: str) -> Iterator[FalseValue]:
    yield FalseValue(_one_more(text, 1), "another count")
    yield from _titles(text)


def _kept_copies(text: str) -> Iterator[FalseValue]:
    yield FalseValue(_one_more(text, 1), "another count kept")
    yield FalseValue(_one_more(text, 2), "another count wanted")
    yield from _titles(text)


def _one_more(text: str, place: int) -> str:
    """The text with the number at this place (1 for the first) raised by one; `no` is 0."""
    found = [*_NUMBER.finditer(_QUOTED.sub(lambda title: "_" * len(title[0]), text))][place - 1]
    number = 0 if found[0] == "no" else int(found[0])
    return f"{text[: found.start()]}{number + 1}{text[found.end() :]}"


def _count(text: str) -> Iterator[FalseValue]:
    yield FalseValue(str(int(text) + 1), "one more")
    yield FalseValue("0", "none")


def _percent(text: str) -> Iterator[FalseValue]:
    yield FalseValue(f"{Decimal(text) + 1}", "another rate")


def _code(text: str) -> Iterator[FalseValue]:
    yield FalseValue('"NOTMEANT"', "another code")


def _free_text(text: str) -> Iterator[FalseValue]:
    last = max(place for place, letter in enumerate(text) if letter.isalnum())
    letter = "1" if text[last] != "1" else "2"
    yield FalseValue(f"{text[:last]}{letter}{text[last + 1 :]}", "another letter")
    yield FalseValue(text[:last], "the end cut off")


def _others(text: str, roles: Collection[str]) -> Iterator[FalseValue]:
    """The other actors of the scenario, who may have bought, paid or been told something, too."""
    meant = role_of(text)
    for role in sorted(roles):
        if role != meant and (phrase := _PHRASES.get(role)):
            yield FalseValue(phrase, "another actor")


def _role(roles: Collection[str]) -> FalseValue:
    free = next(each for each in _ROLES if each.removeprefix("a ") not in roles)
    return FalseValue(free, "another person")


_BY_TYPE: Mapping[str, Callable[[str], Iterator[FalseValue]]] = {
    "Money": _money,
    "Title": _titles,
    "Titles": _titles,
    "Copies": _copies,
    "KeptCopies": _kept_copies,
    "Count": _count,
    "Code": _code,
    "Percent": _percent,
}
