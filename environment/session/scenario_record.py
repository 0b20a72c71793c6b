"""One scenario as the environment sees it: when it began, what its steps said, what it declared."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from environment.evidence.diagram.rows import Divider


@dataclass
class Case:
    """`correlation` marks its requests; `since` is the last exchange before it. Times: Unix seconds."""

    correlation: str
    since: int
    moments: list[Divider] = field(default_factory=list)
    acted_at: float | None = None

    def step_begins(self, kind: str, keyword: str, sentence: str) -> None:
        """The sentence belongs into the diagram; the first When ends the preparation."""
        now = time.time()
        self.moments.append(Divider(now, f"{keyword} {sentence}"))
        if kind == "when" and self.acted_at is None:
            self.acted_at = now
