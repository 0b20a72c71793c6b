"""An episode as a scenario that can be pasted into features/ and run again."""

from __future__ import annotations

from collections.abc import Sequence

from environment.tools.soak.episode import EpisodeStep

THEN = "nobody has been charged without an order"


def scenario(title: str, lines: Sequence[EpisodeStep]) -> str:
    """All steps are given but the last act; the audit after the scenario checks the rest."""
    last_act = max((place for place, line in enumerate(lines) if line.act), default=len(lines) - 1)
    before, after = [*lines[:last_act], *lines[last_act + 1 :]], lines[last_act]
    words = [("Given" if not place else "And", line.text) for place, line in enumerate(before)]
    words += [("When", after.text), ("Then", THEN)]
    steps = "\n".join(f"      {keyword} {text}" for keyword, text in words)
    return f"    Scenario: {title}\n{steps}\n"
