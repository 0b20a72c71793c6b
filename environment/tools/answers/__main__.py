"""`python -m environment.tools.answers`: record what the nightly tiers of the last run have met."""

from __future__ import annotations

import sys

from environment.evidence.answers.record import NIGHTLY_TIERS, AnswerRecord
from environment.session.answers_of_run import ANSWERS, NIGHTLY_ANSWERS

_HEAD = (
    "# Answers that scenarios of the nightly tiers have met: tier, service, operation, answer, scenarios.",
    "# Written by `make answers-of-nightly-tiers`.",
)


def main() -> int:
    """Replace the tiers that the last run had; the others stay as they are recorded."""
    found = AnswerRecord.read(ANSWERS).nightly()
    if not found.met:
        print(f"Nothing is kept: {ANSWERS} has none of the tiers {', '.join(NIGHTLY_TIERS)}; run them first.")
        return 1
    kept = AnswerRecord.read(NIGHTLY_ANSWERS).nightly()
    kept.met |= found.met
    NIGHTLY_ANSWERS.write_text("\n".join([*_HEAD, *kept.lines()]) + "\n", "utf-8")
    print(f"{NIGHTLY_ANSWERS} has what these tiers have met: {', '.join(sorted(kept.met))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
