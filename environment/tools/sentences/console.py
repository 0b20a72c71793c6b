"""The list of sentences as text."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from environment.sentences.sentence import Placeholder
from environment.tools.sentences.listing import (
    ListedSentence,
    SentenceGroup,
    all_listed,
    common_placeholders,
    words_of,
)

_WIDTH = 110
_KEYWORDS = 12


def lines(groups: Sequence[SentenceGroup], shown: Sequence[SentenceGroup]) -> Iterator[str]:
    """The sentences that are shown, by noun; below them the values that many sentences have.

    `groups` are all sentences there are.
    """
    common = common_placeholders(groups)
    for group in shown:
        if group.sentences:
            yield from _wrapped(f"{group.noun.upper()}: ", group.about, 0)
            for listing in group.sentences:
                yield from _sentence(listing, common)
            yield ""
    used = {each for one in all_listed(shown) for each in one.sentence.placeholders}
    for placeholders in common.values():
        if names := [f"{{{each.name}}}" for each in placeholders if each in used]:
            yield from _wrapped(f"{', '.join(names)}: ", values_of(placeholders[0]), 2)


def nothing_found(groups: Sequence[SentenceGroup], word: str) -> str:
    """The message where no sentence has the word."""
    near = [each for part in word.lower().split() for each in get_close_matches(part, words_of(groups), n=3)]
    nouns = ", ".join(group.noun for group in groups)
    hint = f"; there are: {', '.join(dict.fromkeys(near))}" if near else ""
    return f'No sentence has "{word}"{hint}. The nouns are: {nouns}.'


def values_of(placeholder: Placeholder) -> str:
    """The values that a placeholder allows."""
    if placeholder.phrases:
        return " | ".join(placeholder.phrases)
    return f"like {' | '.join(placeholder.forms)}" if placeholder.forms else "any text"


def _sentence(listing: ListedSentence, common: Collection[str]) -> Iterator[str]:
    keywords = "/".join(listing.keywords)
    yield f"  {keywords:<{_KEYWORDS}}{listing.sentence.words}"
    for placeholder in listing.sentence.placeholders:
        if placeholder.type not in common:
            yield from _wrapped(f"{{{placeholder.name}}}: ", values_of(placeholder), _KEYWORDS + 4)
    if listing.use and listing.sentence.placeholders:
        yield from _wrapped("e.g. ", f"{listing.use.text}  ({listing.use.where})", _KEYWORDS + 4)
    elif listing.use:
        yield " " * (_KEYWORDS + 4) + f"({listing.use.where})"


def _wrapped(head: str, text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        head + text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
