"""A sentence: the text of a step definition, with its placeholders and what each of them allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from behave.matchers import ParseMatcher

from steps.parameter_types.phrases import alternatives_of, forms_of

_PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?::(?P<type>\w+))?\}")
_ANY_TEXT = ".+?"


@dataclass(frozen=True)
class Placeholder:
    """A gap of a sentence; `type` names its parameter type, and is empty where the gap takes any text."""

    name: str
    type: str

    @property
    def converter(self) -> Any:
        """The function that converts its text; None for any text."""
        return ParseMatcher.TYPE_REGISTRY.get(self.type)

    @property
    def pattern(self) -> str:
        """The text that it takes, as a regular expression."""
        return str(getattr(self.converter, "pattern", _ANY_TEXT))

    @property
    def phrases(self) -> tuple[str, ...]:
        """All texts that it allows; empty where there are too many to list."""
        return alternatives_of(self.converter)

    @property
    def forms(self) -> tuple[str, ...]:
        """How its text is written, where the texts are too many to list."""
        return forms_of(self.converter)

    def to_write(self) -> str:
        """What to write for it."""
        if self.phrases:
            return f"write {_listed(self.phrases)}"
        return f"write it like {_listed(self.forms)}" if self.forms else "write any text"


@dataclass(frozen=True)
class Sentence:
    """What a step may say. `pattern` is the text of its definition, which stands at `where`."""

    step_type: str
    pattern: str
    where: str

    @staticmethod
    def of(definition: Any) -> Sentence:
        """The sentence of a step definition of behave."""
        return _sentence(definition)

    @property
    def file(self) -> str:
        """The file of its definition."""
        return self.where.rpartition(":")[0]

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Its placeholders, in their order."""
        found = _PLACEHOLDER.finditer(self.pattern)
        return tuple(Placeholder(each["name"], each["type"] or "") for each in found)

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The texts before, between and after the placeholders."""
        return tuple(_PLACEHOLDER.sub("\0", self.pattern).split("\0"))

    @property
    def words(self) -> str:
        """The sentence as a reader sees it: placeholders by name, without their types."""
        return self.filled({each.name: f"{{{each.name}}}" for each in self.placeholders})

    def filled(self, values: Mapping[str, str]) -> str:
        """The sentence with these texts in its placeholders."""
        return "".join(self._parts({each.name: values[each.name] for each in self.placeholders}, str))

    def match(self, text: str, any_text_in: frozenset[str] = frozenset()) -> re.Match[str] | None:
        """The match of a step that is this sentence, with a group for each placeholder.

        The placeholders of these names take any text. Values that converters refuse match as well.
        """
        groups = {
            each.name: f"(?P<{each.name}>{_ANY_TEXT if each.name in any_text_in else each.pattern})"
            for each in self.placeholders
        }
        return _compiled("".join(self._parts(groups, re.escape))).fullmatch(text)

    def _parts(self, values: Mapping[str, str], literal: Callable[[str], str]) -> Iterator[str]:
        for text, placeholder in zip(self.literals, [*self.placeholders, None], strict=True):
            yield literal(text)
            if placeholder:
                yield values[placeholder.name]


@cache
def _sentence(definition: Any) -> Sentence:
    return Sentence(definition.step_type, definition.pattern, str(definition.location))


@cache  # re keeps fewer patterns than there are sentences
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _listed(words: tuple[str, ...]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
