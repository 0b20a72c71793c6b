"""The sentences that a misspelled step may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from environment.sentences.sentence import Placeholder, Sentence

_SIMILAR = 0.7
_GAP = "…"
_NEVER = r"(?!)"
_AS_SIMILAR = 0.05
_MOST = 3
_OTHER_KEYWORD = 0.03  # less similar: a Given that is like a Then probably means another Given


@dataclass(frozen=True)
class Guess:
    """A sentence, how similar a step is to it, and the corrected step; empty where a value is missing."""

    sentence: Sentence
    similarity: float
    corrected: str


def nearest(step_type: str, text: str, sentences: Iterable[Sentence]) -> list[Guess]:
    """The sentences that are most similar to the text, apart from its values, the most similar first.

    There are several where one is about as similar as another; none where no sentence is similar.
    """
    guesses = sorted(_guesses(step_type, text, sentences), key=lambda each: -each.similarity)
    return [each for each in guesses if guesses[0].similarity - each.similarity <= _AS_SIMILAR][:_MOST]


def _guesses(step_type: str, text: str, sentences: Iterable[Sentence]) -> Iterator[Guess]:
    for sentence in sentences:
        masked, values = _without_values(text, sentence.placeholders)
        pattern = sentence.filled({each.name: _GAP for each in sentence.placeholders})
        matcher = SequenceMatcher(None, masked, pattern, autojunk=False)
        if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
            continue
        ratio = matcher.ratio() - (_OTHER_KEYWORD if sentence.step_type != step_type else 0)
        if ratio >= _SIMILAR:
            corrected = sentence.filled(values) if len(values) == len(sentence.placeholders) else ""
            yield Guess(sentence, ratio, corrected if sentence.match(corrected) else "")


def _without_values(text: str, placeholders: Iterable[Placeholder]) -> tuple[str, dict[str, str]]:
    """The text with a gap for each value that these placeholders take, in their order, and the values."""
    masked, rest, values = "", text, {}
    for placeholder in placeholders:
        found = re.search(_value_pattern(placeholder), rest)
        if found:
            values[placeholder.name] = found.group()
            masked += rest[: found.start()] + _GAP
            rest = rest[found.end() :]
    return masked + rest, values


def _value_pattern(placeholder: Placeholder) -> str:
    """The values that can be told from the words around them: a list of phrases, or a delimited pattern."""
    if placeholder.phrases:
        return "|".join(re.escape(each) for each in sorted(placeholder.phrases, key=len, reverse=True))
    if not placeholder.type:
        return r'(?<=")[^"]+(?=")'
    return placeholder.pattern if placeholder.converter else _NEVER
