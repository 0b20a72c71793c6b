"""`make retrospective [HISTORY="a-folder another"]`: reports/retrospective.html from the kept runs.

Further folders are those of other machines, such as the histories that CI jobs have left as artifacts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from behave.parser import ParserError

from environment.choosing.noticed_defects import UnreadableDefects
from environment.session.history.existing import existing_scenarios, titles_that_run
from environment.session.history.run_history import HISTORY, runs_in
from environment.session.matrix.expansion import BadMatrix
from environment.tools.defects.catalog import BadCatalog
from environment.tools.escapes.reading import BadEscapes, read_escapes
from environment.tools.retrospective.look_back import LookBack
from environment.tools.retrospective.page import retrospective_page
from environment.tools.retrospective.thin_defects import thin_defects

PAGE = Path("reports/retrospective.html")
_FEATURES = Path("features")


def main(arguments: Sequence[str]) -> int:
    """Write the page; 1 where something that it rests on cannot be read."""
    parser = argparse.ArgumentParser(prog="make retrospective", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="further folders of kept runs")
    folders = parser.parse_args(arguments).folders
    missing = [folder for folder in folders if not any(folder.glob("*.jsonl"))]
    if missing:
        print(f"No page: {missing[0]} has no kept runs; name a copy of {HISTORY}", file=sys.stderr)
        return 1
    try:
        found = _look_back([HISTORY, *folders])
    except (BadEscapes, BadCatalog, BadMatrix, ParserError, UnreadableDefects) as reason:
        print(f"No page: {reason}", file=sys.stderr)
        return 1
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(retrospective_page(found, made), "utf-8")
    print(
        f"Retrospective  {PAGE}  ({len(found.runs)} runs, {len(found.flaky)} flaky scenarios, "
        f"escapes that nothing would catch yet: {len(found.open_escapes)})"
    )
    return 0


def _look_back(folders: Sequence[Path]) -> LookBack:
    existing = existing_scenarios(_FEATURES)
    escapes = read_escapes(titles_that_run(existing.values()), datetime.now(UTC).date())
    return LookBack(runs_in(folders), existing, escapes, thin_defects())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
