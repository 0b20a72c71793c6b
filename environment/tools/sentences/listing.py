"""All sentences by the noun they are about, each with a step of a feature that uses it."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from behave.model import Feature

from environment.sentences.sentence import Placeholder, Sentence
from environment.tools.sentences.uses import UsedStep, first_uses

_FILE_OF_STEPS = "_steps"
_COMMON, _LONG = (
    15,
    3,
)  # from so many sentences on, the values of a type, or a long list of them, are told once
_LONG_LIST = 300  # letters
_WORD = re.compile(r"[\w$€£¥%.]+")
_ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True)
class ListedSentence:
    """A sentence, the keywords it follows, and a use of it; None where no feature has one in its text."""

    sentence: Sentence
    keywords: tuple[str, ...]
    use: UsedStep | None

    @cached_property
    def text(self) -> str:
        """All that it can be found by: its words, the values it allows, and its use."""
        values = [value for each in self.sentence.placeholders for value in (*each.phrases, *each.forms)]
        return " ".join([self.sentence.words, *values, self.use.text if self.use else ""])


@dataclass(frozen=True)
class SentenceGroup:
    """The sentences about one noun."""

    noun: str
    about: str
    sentences: tuple[ListedSentence, ...]

    def with_words(self, words: str) -> SentenceGroup:
        """The sentences that have these words, or words of the same stems; all if the noun has them."""
        if has_words(self.noun, words):
            return self
        found = tuple(each for each in self.sentences if has_words(each.text, words))
        return SentenceGroup(self.noun, self.about, found)


def listed(registry: Any, features: Sequence[Feature]) -> list[SentenceGroup]:
    """The sentences of behave's step registry in the order of their nouns."""
    keywords: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    first: dict[tuple[str, str], Sentence] = {}
    for definitions in registry.steps.values():
        for sentence in map(Sentence.of, definitions):
            key = sentence.file, sentence.pattern
            keywords[key].append(sentence.step_type.title())
            first.setdefault(key, sentence)
    uses = first_uses(registry, features)
    by_noun: defaultdict[str, list[ListedSentence]] = defaultdict(list)
    stems = {Path(file).stem.removesuffix(_FILE_OF_STEPS) for file, _ in first}
    for key, sentence in first.items():
        listing = ListedSentence(sentence, tuple(keywords[key]), uses.get(sentence.pattern))
        by_noun[_noun(Path(sentence.file), stems)].append(listing)
    return [
        SentenceGroup(noun, _about(found), tuple(sorted(found, key=_place)))
        for noun, found in sorted(by_noun.items())
    ]


def found_by(groups: Sequence[SentenceGroup], words: str) -> list[SentenceGroup]:
    """The sentences with these words, those of a noun with the words first; all where there are no words."""
    shown = [group.with_words(words) for group in groups]
    return sorted(shown, key=lambda group: not has_words(group.noun, words))


def common_placeholders(groups: Sequence[SentenceGroup]) -> dict[str, Sequence[Placeholder]]:
    """By parameter type, the placeholders whose values are told once: many sentences have them."""
    found: dict[str, dict[str, Placeholder]] = defaultdict(dict)
    sentences: Counter[str] = Counter()
    for placeholder in (
        each for group in groups for one in group.sentences for each in one.sentence.placeholders
    ):
        if placeholder.type:
            found[placeholder.type].setdefault(placeholder.name, placeholder)
            sentences[placeholder.type] += 1
    return {
        kind: [*found[kind].values()]
        for kind, count in sentences.most_common()
        if count >= (_LONG if has_long_list(next(iter(found[kind].values()))) else _COMMON)
    }


def has_long_list(placeholder: Placeholder) -> bool:
    """Whether the phrases that it allows fill several lines."""
    return len("".join(placeholder.phrases)) > _LONG_LIST


def has_words(text: str, wanted: str) -> bool:
    """Whether the text has each of the wanted words, by their stems and the beginnings of words."""
    there = [*map(str.lower, _WORD.findall(text))]
    return all(any(each.startswith(_stem(word)) for each in there) for word in wanted.lower().split())


def words_of(groups: Sequence[SentenceGroup]) -> Collection[str]:
    """Every word of the sentences, of their values and nouns."""
    texts = [group.noun for group in groups] + [each.text for group in groups for each in group.sentences]
    return {word.lower() for text in texts for word in _WORD.findall(text)}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _noun(file: Path, stems: Collection[str]) -> str:
    """The noun of a step file; `mail_content_steps.py` belongs to the mail, which has a file of its own."""
    stem = file.stem.removesuffix(_FILE_OF_STEPS)
    first = stem.split("_", maxsplit=1)[0]
    return (first if first in stems else stem).replace("_", " ")


def _about(sentences: Sequence[ListedSentence]) -> str:
    """The first lines of the files of these sentences, without the words that all have in common."""
    files = sorted({each.sentence.file for each in sentences}, key=lambda file: (len(file), file))
    return " ".join(_without_beginning(_docstring(file)) for file in files)


def _docstring(file: str) -> str:
    return (ast.get_docstring(ast.parse(Path(file).read_text("utf-8"))) or "").split("\n", maxsplit=1)[0]


def _without_beginning(line: str) -> str:
    rest = line.removeprefix("Sentences about ").removeprefix("Precise sentences about ")
    return rest[:1].upper() + rest[1:]


def _place(listing: ListedSentence) -> tuple[int, str, int]:
    """Given before When before Then, and then as the files have them."""
    order = ("Given", "When", "Then", "Step")
    file, _, line = listing.sentence.where.rpartition(":")
    return order.index(listing.keywords[0]), file, int(line)


def all_listed(groups: Sequence[SentenceGroup]) -> Iterator[ListedSentence]:
    """The sentences of all groups."""
    for group in groups:
        yield from group.sentences
