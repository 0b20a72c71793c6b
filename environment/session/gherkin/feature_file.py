"""Reads feature files: the parsed feature, or one sentence that says why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from behave.exception import ConfigError
from behave.i18n import languages
from behave.parser import ParserError, parse_feature

from environment.session.gherkin.free_text import FeatureMistake
from environment.session.gherkin.keywords import closest_heading, closest_step_keyword

_BYTE_ORDER_MARK = "\ufeff"
_LANGUAGE = re.compile(r"\s*#\s*language:\s*(\S*)", re.IGNORECASE)

# What behave's parser says, and the sentence for it.
_EXPLANATIONS = (
    (
        r"(AND|BUT)-STEP REQUIRES",
        "a scenario begins with Given, When or Then: nothing stands above to continue",
    ),
    (r"Malformed table", "this row has more or fewer cells than the heading of its table"),
    (
        r"TABLE-START without step|Multi-line text before any",
        "a table or text stands below the step it is for",
    ),
    (r"Examples must only", 'Examples belong to a "Scenario Outline:", and this is a "Scenario:"'),
    (r"Background supports no tags", "a Background has no tags: put them above a Scenario, Rule or Feature"),
    (r"Multiple features", "one file holds one feature: put the second into a file of its own"),
    (
        r"Second Background|Background may not occur|Background should not",
        "a feature and a rule have one Background at most, above their scenarios",
    ),
    (
        r"may not occur before Feature|No feature found",
        'a file begins with its tags and "Feature: <its title>"',
    ),
    (r"Rule should not be used here", "a Rule stands below the Feature"),
    (r"^tag: |BAD_TAG-LINE", "each tag is one word that begins with @, and tags are divided by spaces"),
    (r"BAD-INDENT", "the text is indented less than the quotes above it"),
    (
        r"state=taggable_statement",
        "tags stand directly above a Rule, a Scenario, a Scenario Outline or Examples",
    ),
)


def read_feature(path: Path) -> Any | FeatureMistake:
    """The feature of a file as behave parses it, or why there is none."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return FeatureMistake(line, "this is no UTF-8: save the file in the encoding UTF-8")
    if text.startswith(_BYTE_ORDER_MARK):
        return FeatureMistake(1, "the file begins with an invisible mark: save it as UTF-8 without BOM")
    if wrong := _unknown_language(text):
        return wrong
    try:
        feature = parse_feature(text, filename=str(path))
    except ParserError as error:
        return _explained(error, text)
    return feature or FeatureMistake(1, 'this file holds no feature: it begins with "Feature: <its title>"')


@contextmanager
def explaining_parser_errors(locations: Callable[[], Iterable[Any]]) -> Iterator[None]:
    """Raise ConfigError with a line `file:line: sentence` for each file that behave's parser cannot read.

    `locations` are behave's locations of the files. Other errors pass.
    """
    try:
        yield
    except (ParserError, UnicodeDecodeError, KeyError) as error:
        paths = dict.fromkeys(Path(each.filename) for each in locations())
        read = ((path, read_feature(path)) for path in paths)
        found = [
            f"{path}:{each.line}: {each.sentence}" for path, each in read if isinstance(each, FeatureMistake)
        ]
        if not found:
            raise
        raise ConfigError("\n".join(found)) from error


def _unknown_language(text: str) -> FeatureMistake | None:
    """A language that behave has no keywords for; only comments stand above it."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return None
        found = _LANGUAGE.match(line)
        if found and found[1] not in languages:
            return FeatureMistake(
                number, f'there is no language "{found[1]}": write "# language: en", or nothing'
            )
    return None


def _explained(error: ParserError, text: str) -> FeatureMistake:
    number = error.line or 1
    lines = text.splitlines()
    written = lines[number - 1].strip() if number <= len(lines) else ""
    said = str(error.args[0]).strip()
    for pattern, sentence in _EXPLANATIONS:
        if re.search(pattern, said):
            return FeatureMistake(number, f'"{written}": {sentence}')
    return FeatureMistake(number, f'"{written}" is no step: {_meant(written)}')


def _meant(written: str) -> str:
    keywords = languages["en"]
    heading, colon, _ = written.partition(":")
    if colon and (guess := closest_heading(heading, keywords)):
        return f'did you mean "{guess}:"?'
    guess = closest_step_keyword(written, keywords)
    return f'did you mean "{guess}"?' if guess else "a step begins with Given, When, Then, And or But"
