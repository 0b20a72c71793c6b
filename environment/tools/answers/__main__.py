"""Records which documented answers the nightly tiers of the last run have met: make answers-of-nightly-tiers.

A tier that the last run had is replaced. With --part the run had a part of its tiers only, and what it has
met is added to what the tiers had met before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from environment.evidence.answers.record import NIGHTLY_ANSWERS, NIGHTLY_TIERS, AnswerRecord
from environment.session.answers_of_run import ANSWERS

_HEAD = (
    "# Answers that scenarios of the nightly tiers have met: tier, service, operation, answer, scenarios.",
    "# Written by `make answers-of-nightly-tiers`.",
)


def main(arguments: Sequence[str]) -> int:
    """Replace or complete the tiers that the last run had; the others stay as they are recorded."""
    parser = argparse.ArgumentParser(prog="make answers-of-nightly-tiers", description=__doc__)
    parser.add_argument("--part", action="store_true", help="the run had a part of its tiers only")
    is_part = parser.parse_args(arguments).part
    run = AnswerRecord.read(ANSWERS)
    if not run.nightly().met:
        print(f"Nothing is kept: {ANSWERS} has none of the tiers {', '.join(NIGHTLY_TIERS)}; run them first.")
        return 1
    kept = AnswerRecord.read(NIGHTLY_ANSWERS).nightly()
    kept.renew(run, is_part=is_part)
    NIGHTLY_ANSWERS.write_text("\n".join([*_HEAD, *kept.lines()]) + "\n", "utf-8")
    print(f"{NIGHTLY_ANSWERS} has what these tiers have met: {', '.join(sorted(kept.met))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
