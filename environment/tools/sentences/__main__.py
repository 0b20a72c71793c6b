"""`python -m environment.tools.sentences [WORD ...]`: the sentences with these words, and the page of all.

With `--page` alone, only the page is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from environment.sentences.loading import step_registry
from environment.session.gherkin.feature_file import read_feature
from environment.session.gherkin.free_text import FeatureMistake
from environment.tools.sentences.console import lines, nothing_found
from environment.tools.sentences.listing import all_listed, found_by, listed
from environment.tools.sentences.page import page

FEATURES = Path("features")
PAGE = Path("reports/sentences.html")


def main(arguments: list[str]) -> int:
    """Write the page and print the sentences; 1 where none has the words. Unreadable features are skipped."""
    read = [read_feature(path) for path in sorted(FEATURES.rglob("*.feature"))]
    groups = listed(step_registry(), [each for each in read if not isinstance(each, FeatureMistake)])
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(groups), encoding="utf-8")
    total = len(list(all_listed(groups)))
    words = " ".join(each for each in arguments if each != "--page")
    shown = found_by(groups, words)
    found = len(list(all_listed(shown)))
    if not found:
        print(nothing_found(groups, words))
        return 1
    of_all = f"{found} of {total}" if words else f"{total}"
    text = [] if "--page" in arguments else [*lines(groups, shown), ""]
    _print([*text, f"Sentences  {PAGE}  ({of_all} sentences)"])
    return 0


def _print(text: Sequence[str]) -> None:
    """Print the lines, to a reader that may have seen enough before the last one (`| head`)."""
    try:
        print(*text, sep="\n", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
