"""Indefinite pronouns: a sentence with a noun of the glossary as its subject needs none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment.tools.lint.text_files import text_files

MOST_PER_THOUSAND = 2.0  # non-blank lines
_LISTED = 20  # files


@dataclass(frozen=True)
class PronounCount:
    """Indefinite pronouns by file, and the non-blank lines of all files together."""

    by_file: Mapping[Path, int]
    lines: int

    @property
    def per_thousand(self) -> float:
        """Pronouns per 1,000 non-blank lines."""
        return 1000 * sum(self.by_file.values()) / max(self.lines, 1)

    @property
    def too_many(self) -> bool:
        """Whether the limit is exceeded."""
        return self.per_thousand > MOST_PER_THOUSAND

    def report(self) -> Iterator[str]:
        """The figure; above the limit also the files, those with the most pronouns first."""
        total = sum(self.by_file.values())
        figure = f"{self.per_thousand:.2f} per 1,000 lines ({total} in {self.lines})"
        yield f"Indefinite pronouns: {figure}, at most {MOST_PER_THOUSAND:g}."
        if not self.too_many:
            return
        found = sorted((-count, file) for file, count in self.by_file.items() if count)
        yield from (f"  {-count:>4}  {file}" for count, file in found[:_LISTED])
        if len(found) > _LISTED:
            yield f"        and {len(found) - _LISTED} more files"


def count_pronouns(root: Path, pronouns: Sequence[str]) -> PronounCount:
    """Count in all code, documents and features; words of identifiers count as well."""
    pattern = pronoun_pattern(pronouns)
    texts = {file: (root / file).read_text("utf-8") for file in text_files(root)}
    lines = sum(bool(line.strip()) for text in texts.values() for line in text.splitlines())
    return PronounCount({file: len(pattern.findall(text)) for file, text in texts.items()}, lines)


def pronoun_pattern(pronouns: Sequence[str]) -> re.Pattern[str]:
    """Whole words, in any case; an underscore ends a word."""
    words = "|".join(word.replace(" ", r"[\s_-]+") for word in pronouns)
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)
