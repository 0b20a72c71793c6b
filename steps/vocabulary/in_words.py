"""Any value in the words of the shop, for messages: `4 on hand, none reserved` is read faster than a repr."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import singledispatch
from typing import Any

from steps.vocabulary.money import Money

_NOTHING = "nothing"
_MONEY = {"amount", "currency"}  # the fields of money in JSON
_WORD = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+|\d+")


@singledispatch
def in_words(value: object) -> str:
    """The value as a person writes it: by its own words where it has some, else by its fields."""
    if _has_words(value) and (text := str(value)):
        return text
    if is_dataclass(value) and not isinstance(value, type):
        return _with_fields(value, [each.name for each in fields(value) if each.repr])
    return _spaced(type(value).__name__)


@in_words.register
def _(value: None) -> str:
    return _NOTHING


@in_words.register
def _(value: bool) -> str:
    return "yes" if value else "no"


@in_words.register(int)
@in_words.register(float)
@in_words.register(str)
def _(value: object) -> str:
    return str(value) or _NOTHING


@in_words.register
def _(value: bytes) -> str:
    return value.decode("utf-8", "replace")


@in_words.register
def _(value: Enum) -> str:
    return value.value if isinstance(value.value, str) else _spaced(value.name)


@in_words.register
def _(value: datetime) -> str:
    return value.isoformat(" ", "seconds")


@in_words.register
def _(value: timedelta) -> str:
    return f"{value.total_seconds():g} s"


@in_words.register
def _(value: type) -> str:
    return _spaced(value.__name__)


@in_words.register
def _(value: Mapping) -> str:  # type: ignore[type-arg]  # singledispatch takes no parameters of types
    if set(value) == _MONEY and isinstance(value["amount"], int):
        return str(Money.read(dict(value)))
    return _joined(f"{in_words(key).replace('_', ' ')}: {_inside(each)}" for key, each in value.items())


@in_words.register(list)
@in_words.register(tuple)
def _(value: Sequence[object]) -> str:
    if _has_words(value):
        return str(value)
    names = getattr(value, "_fields", None)  # of a named tuple
    return _with_fields(value, names) if names else _joined(map(_inside, value))


@in_words.register(set)
@in_words.register(frozenset)
def _(value: AbstractSet[object]) -> str:
    return _joined(sorted(map(_inside, value)))


def _with_fields(value: object, names: Iterable[str]) -> str:
    told = ", ".join(f"{name.replace('_', ' ')} {_inside(getattr(value, name))}" for name in names)
    kind = _spaced(type(value).__name__)
    return f"{kind} with {told}" if told else kind


def _inside(value: Any) -> str:
    """In brackets where the words are several, so that they can be told from those around them."""
    words = in_words(value)
    is_several = isinstance(value, list | tuple | AbstractSet | Mapping) and len(value) > 1
    has_fields = is_dataclass(value) and not _has_words(value)
    return f"({words})" if " " in words and (is_several or has_fields) else words


def _has_words(value: object) -> bool:
    """Whether the type says itself how it is written."""
    return getattr(type(value), "__str__", None) is not object.__str__


def _joined(items: Iterable[str]) -> str:
    """Commas between items without any, else semicolons."""
    listed = list(items)
    return ("; " if any("," in each for each in listed) else ", ").join(listed) or _NOTHING


def _spaced(name: str) -> str:
    """`ShownQuote` and `SHOWN_QUOTE` as "shown quote"."""
    return " ".join(_WORD.findall(name.strip("_"))).lower()
