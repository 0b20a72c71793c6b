"""A feature file as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline
from behave.parser import ParserError, parse_feature

RESILIENCE = "resilience"
ENUMERATED = "crash"  # features whose table is written of what was recorded, a row a call


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One breach of the style: where, and what to do about it."""

    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed feature file."""

    path: Path
    text: str
    feature: Any

    @classmethod
    def read(cls, path: Path) -> Source | Finding:
        """Parse a file; a finding if it is no Gherkin, or empty."""
        text = path.read_text("utf-8")
        try:
            feature = parse_feature(text, filename=str(path))
        except ParserError as error:
            return Finding(path, error.line or 1, f"this is no Gherkin: {str(error).splitlines()[0]}")
        return cls(path, text, feature) if feature else Finding(path, 1, "this file holds no feature")

    @property
    def folder(self) -> str:
        """The integration point's folder."""
        return self.path.parent.name

    @property
    def enumerated(self) -> bool:
        """Whether its table lists every call of a journey: it is as long as the journey is."""
        return self.folder == RESILIENCE and ENUMERATED in self.feature.tags

    @property
    def rules(self) -> list[Any]:
        """The feature's rules."""
        return [item for item in self.feature.run_items if isinstance(item, Rule)]

    @property
    def scenarios(self) -> list[Any]:
        """All scenarios; an outline counts once."""
        return [item for owner in (self.feature, *self.rules) for item in owner.scenarios]

    @property
    def outlines(self) -> list[Any]:
        """All scenario outlines."""
        return [item for item in self.scenarios if isinstance(item, ScenarioOutline)]

    @property
    def backgrounds(self) -> list[Any]:
        """The backgrounds of the feature and of its rules."""
        return [owner.background for owner in (self.feature, *self.rules) if owner.background]

    def steps(self) -> Iterator[Any]:
        """Every step as it is written, backgrounds included."""
        for owner in (*self.backgrounds, *self.scenarios):
            yield from owner.steps

    def says(self, statement: Any, sentence: str) -> Finding:
        """A finding about a statement of this file."""
        return Finding(self.path, statement.line, sentence)
