"""A feature file as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline

from environment.session.gherkin.feature_file import read_feature
from environment.session.gherkin.free_text import FeatureMistake

RESILIENCE = "resilience"
ENUMERATED = "crash"  # examples that are written by `make crash-points`, a row for each call and commit


@dataclass(frozen=True, slots=True, order=True)
class StyleFinding:
    """One breach of the style: its place, and how to correct it."""

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
    def read(cls, path: Path) -> Source | StyleFinding:
        """Parse a file; a finding if it is no Gherkin, or empty."""
        feature = read_feature(path)
        if isinstance(feature, FeatureMistake):
            return StyleFinding(path, feature.line, feature.sentence)
        return cls(path, path.read_text("utf-8"), feature)

    @property
    def folder(self) -> str:
        """The integration point's folder."""
        return self.path.parent.name

    @property
    def enumerated(self) -> bool:
        """Whether its table lists every call and commit of a journey."""
        tagged = (examples.tags for outline in self.outlines for examples in outline.examples)
        return self.folder == RESILIENCE and any(ENUMERATED in tags for tags in tagged)

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

    def finding(self, statement: Any, sentence: str) -> StyleFinding:
        """A finding about a statement of this file."""
        return StyleFinding(self.path, statement.line, sentence)
