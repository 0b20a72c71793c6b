"""`make tier TIER=night [ONLY=crash] [AGAIN=1]`: runs the parts of a tier, and writes reports/tiers.html.

A part that is red does not stop the others. What has ended when a tier is interrupted is not run again by the
same command on the same code; AGAIN=1 begins anew. Without a tier the page alone is written.
0 where every part is green or cannot run here, 1 where one is red, 2 for a name that there is not, 130 where
it was interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from behave.parser import ParserError

from environment.reporting.run_properties import commit
from environment.session.history.existing import existing_scenarios, titles_that_run
from environment.session.history.run_history import RunHistory
from environment.session.matrix.expansion import BadMatrix
from environment.tools.defects.catalog import BadCatalog, read_catalog
from environment.tools.defects.results import Results
from environment.tools.defects.table import BadTable, read_table
from environment.tools.defects.tried_defect import tried_defects
from environment.tools.escapes.reading import BadEscapes, read_escapes
from environment.tools.tiers.definition_of_done import folder_standings
from environment.tools.tiers.page import tiers_page
from environment.tools.tiers.part_run import TierHistory
from environment.tools.tiers.running import TierRun
from environment.tools.tiers.standing import standings
from environment.tools.tiers.tier import UnknownTier, all_tiers, tier_named

PAGE = Path("reports/tiers.html")
_FEATURES = Path("features")
_INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run a tier where one is named, and write the page in any case."""
    parser = argparse.ArgumentParser(prog="make tier", description=__doc__)
    parser.add_argument("tier", nargs="?", help="its name; without it the page alone is written")
    parser.add_argument("--only", help="the name of one of its parts")
    parser.add_argument("--again", action="store_true", help="run what has ended in this round as well")
    asked = parser.parse_args(arguments)
    try:
        tier = tier_named(asked.tier) if asked.tier is not None else None
        part = tier.part(asked.only) if tier and asked.only else None
    except UnknownTier as unknown:
        print(unknown, file=sys.stderr)
        return 2
    red, interrupted = False, False
    if tier is not None:
        try:
            red = TierRun(tier, TierHistory(), again=asked.again).run(part)
        except KeyboardInterrupt:
            interrupted = True
            print(f"interrupted; make tier TIER={tier.name} goes on with the part that was left")
    written = _write_page()
    return _INTERRUPTED if interrupted else int(red or not written)


def _write_page() -> bool:
    try:
        existing = existing_scenarios(_FEATURES)
        escapes = read_escapes(titles_that_run(existing.values()), datetime.now(UTC).date())
        tried = tried_defects(read_catalog(), Results().kept(), read_table())
        defects = [(each.defect, each.state) for each in tried]
    except (BadEscapes, BadCatalog, BadTable, BadMatrix, ParserError) as reason:
        print(f"No page: {reason}", file=sys.stderr)
        return False
    parts, runs = TierHistory().runs(), RunHistory().runs()
    tiers = {tier: standings(tier, parts, runs) for tier in all_tiers()}
    folders = folder_standings(existing.values(), runs, defects, escapes)
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(tiers_page(tiers, folders, f"Made {made}, commit {commit() or 'not known'}."), "utf-8")
    done = sum(each.done is True for each in folders)
    print(f"Tiers  {PAGE}  ({done} of {len(folders)} folders of features are done)")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
