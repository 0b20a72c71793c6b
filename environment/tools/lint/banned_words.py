"""Banned words: names and words that a standard term has replaced, from `banned_words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from environment.tools.lint.source import StyleFinding
from environment.tools.lint.text_files import MATRIX, Passage, names, prose, text_files

VOCABULARY = Path("environment/tools/lint/banned_words.toml")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)  # Markdown; names of the wire stand there
_STEP = re.compile(r"^\s*@(?:given|when|then|step)\((.*)\)", re.MULTILINE)
_WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class WordScope(StrEnum):
    """Where a word is looked for."""

    IDENTIFIERS = "identifiers"  # of Python, and the names of modules and packages
    SENTENCES = "sentences"  # features, the tables of the matrix, and the patterns of steps
    DOCS = "docs"  # Markdown outside of code, docstrings and comments


class _VocabularyEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordException(_VocabularyEntry):
    """A file, or all files below a folder, in which a word may stand."""

    path: str
    reason: str = Field(min_length=1)


class BannedWord(_VocabularyEntry):
    """A word, or several in a row, with the term to write instead."""

    word: str = Field(min_length=1)
    instead: str = Field(min_length=1)
    scopes: frozenset[WordScope] = Field(min_length=1)
    exceptions: tuple[WordException, ...] = ()

    def allowed_in(self, file: Path) -> bool:
        """Whether an exception names this file, or a folder above it."""
        places = {file.as_posix(), *(parent.as_posix() for parent in file.parents)}
        return any(each.path in places for each in self.exceptions)


class ClassException(_VocabularyEntry):
    """A name that several classes may have."""

    name: str
    reason: str = Field(min_length=1)


class Vocabulary(_VocabularyEntry):
    """The whole file: pronouns to be counted, banned words, and class names with several meanings."""

    pronouns: tuple[str, ...]
    banned: tuple[BannedWord, ...] = ()
    classes: tuple[ClassException, ...] = ()

    @classmethod
    def read(cls, path: Path = VOCABULARY) -> Vocabulary:
        """Raises pydantic.ValidationError, with the place of each mistake in the file."""
        return cls.model_validate(tomllib.loads(path.read_text("utf-8")))


class _WordPattern:
    """Finds all words that are banned in one scope with a single pattern."""

    def __init__(self, banned: Sequence[BannedWord], scope: WordScope) -> None:
        self._words = {word.word.lower(): word for word in banned if scope in word.scopes}
        longest_first = sorted(self._words, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])" if words else r"(?!)", re.IGNORECASE)

    def find(self, passage: Passage) -> Iterator[tuple[int, BannedWord]]:
        """Each banned word with its line."""
        for match in self._pattern.finditer(passage.text):
            line = passage.line + passage.text.count("\n", 0, match.start())
            yield line, self._words[" ".join(match[0].lower().split())]


def banned_words(root: Path, banned: Sequence[BannedWord]) -> Iterator[StyleFinding]:
    """Every place with a banned word. SQL is exempt: names of tables and columns are part of the wire."""
    patterns = {scope: _WordPattern(banned, scope) for scope in WordScope}
    parts = [_parts_of(each.word) for each in banned]
    for file in text_files(root):
        text = (root / file).read_text("utf-8")
        there = _parts_of(f"{file} {text}")
        if file == VOCABULARY or not any(each <= there for each in parts):
            continue  # most files have no such word anywhere, and are not divided into passages
        for scope, passage in _passages(text, file):
            for line, word in patterns[scope].find(passage):
                if not word.allowed_in(file):
                    yield StyleFinding(file, line, f'write "{word.instead}" for "{word.word}"')


def _passages(text: str, file: Path) -> Iterator[tuple[WordScope, Passage]]:
    if file.suffix == ".py":
        yield WordScope.IDENTIFIERS, Passage(1, _in_words(file.with_suffix("").as_posix()))
        yield from ((WordScope.IDENTIFIERS, _words_of(line)) for line in names(text))
        yield from ((WordScope.DOCS, passage) for passage in prose(text))
        if file.parts[0] == "steps":
            yield from ((WordScope.SENTENCES, passage) for passage in _step_patterns(text))
    elif file.suffix == ".feature" or file.parent == MATRIX:
        yield WordScope.SENTENCES, Passage(1, text)
    elif file.suffix == ".md":
        yield WordScope.DOCS, Passage(1, _CODE.sub(_blank, text))


def _step_patterns(text: str) -> Iterator[Passage]:
    for match in _STEP.finditer(text):
        yield Passage(1 + text.count("\n", 0, match.start(1)), match[1])


def _words_of(names_of_a_line: Passage) -> Passage:
    return Passage(names_of_a_line.line, " | ".join(map(_in_words, names_of_a_line.text.split())))


def _parts_of(text: str) -> set[str]:
    return {each.lower() for each in set(_WORDS_OF_A_NAME.findall(text))}


@cache
def _in_words(identifier: str) -> str:
    """``CrashPoint`` and ``crash_point`` -> ``crash point``."""
    return " ".join(_WORDS_OF_A_NAME.findall(identifier)).lower()


def _blank(match: re.Match[str]) -> str:
    """As many lines, without text."""
    return "\n" * match[0].count("\n")
