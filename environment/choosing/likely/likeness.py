"""How much a scenario speaks of what a change is about: by shared words, rare ones counting more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

_WORD = re.compile(r"[A-Z]{3,}(?![a-z])|[A-Z]?[a-z]{3,}")  # the words of a constant are in capitals
_STEM = 5  # letters: "canceled" and "cancellation" are one word


def words_of(text: str) -> Counter[str]:
    """The stems of a text's words and of its identifiers, with how often each occurs."""
    return Counter(each.lower()[:_STEM].rstrip("es") for each in _WORD.findall(text))


class Likeness:
    """Compares changes with scenarios, by name: 0 for no word in common, 1 for the same words."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts`: by the name of a scenario, its feature, rule, title and sentences."""
        self._counted = {name: words_of(text) for name, text in texts.items()}

    def to(self, wanted: Counter[str]) -> dict[str, float]:
        """The likeness of each scenario to these words."""
        searched = self._weighed(wanted)
        return {
            name: _product(searched, words) / (_length(searched) * _length(words) or 1.0)
            for name, words in self._scenarios.items()
        }

    @cached_property
    def _rarity(self) -> dict[str, float]:
        among = Counter(word for words in self._counted.values() for word in words)
        return {word: math.log(len(self._counted) / count) for word, count in among.items()}

    @cached_property
    def _scenarios(self) -> dict[str, dict[str, float]]:
        return {name: self._weighed(words) for name, words in self._counted.items()}

    def _weighed(self, words: Counter[str]) -> dict[str, float]:
        return {
            word: (1 + math.log(count)) * self._rarity[word]
            for word, count in words.items()
            if word in self._rarity
        }


def _product(searched: Mapping[str, float], words: Mapping[str, float]) -> float:
    return sum(weight * words[word] for word, weight in searched.items() if word in words)


def _length(words: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight**2 for weight in words.values()))
