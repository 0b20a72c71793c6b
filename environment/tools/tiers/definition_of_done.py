"""The definition of done, computed for each folder of features.

A story is done when its features are green at the merge tier, no operation of its arrows has a documented
answer that no scenario meets, and every seeded defect of its arrows is caught. An escape that nothing would
catch yet is a story that is not done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from environment.evidence.answers.record import DEFAULT_TIER
from environment.session.history.existing import ExistingScenario
from environment.session.history.kept_run import KeptRun
from environment.tools.defects.catalog import Defect
from environment.tools.defects.tried_defect import State
from environment.tools.escapes.reading import Escape
from environment.tools.tiers.standing import last_run_of
from environment.topology import topology
from environment.topology.feature_folders import arrows_of_folders, folder_of


@dataclass(frozen=True)
class FolderStanding:
    """A folder of features beside the definition of done.

    green, red, not_run: its scenarios of the default tier at the last merge tier; None where there was none.
    holes: the answers of its operations that no scenario meets; None where they were not counted.
    defects: the seeded defects of its arrows by their state.
    escapes: those that nothing would catch yet.
    """

    folder: str
    green: int | None
    red: int | None
    not_run: int | None
    holes: Sequence[str] | None
    defects: Mapping[State, int]
    escapes: Sequence[Escape]

    @property
    def done(self) -> bool | None:
        """Whether all of it is done; None where nothing says no, and something is not known."""
        known_no = self.red or self.holes or self.escapes or self._not_caught
        if known_no:
            return False
        is_known = self.green is not None and not self.not_run and self.holes is not None
        return True if is_known and not self.defects.get(State.NOT_TRIED) else None

    @property
    def _not_caught(self) -> int:
        return self.defects.get(State.SURVIVED, 0) + self.defects.get(State.KNOWN, 0)


def folder_standings(
    existing: Iterable[ExistingScenario],
    runs: Sequence[KeptRun],
    defects: Iterable[tuple[Defect, State]],
    escapes: Iterable[Escape],
) -> tuple[FolderStanding, ...]:
    """Each folder of features, in the order of their names. `runs`: the oldest first."""
    last, holes = last_run_of(DEFAULT_TIER, runs), open_holes(runs)
    defects, escapes = tuple(defects), [each for each in escapes if not each.caught_by]
    by_folder: dict[str, list[ExistingScenario]] = {}
    for each in existing:
        if each.tier == DEFAULT_TIER and not each.planned:
            by_folder.setdefault(each.folder, []).append(each)
    return tuple(
        FolderStanding(
            folder,
            *_results(by_folder.get(folder, []), folder, last),
            holes=None if holes is None else [each for each in holes if folder in folders_of_hole(each)],
            defects=_states(folder, defects),
            escapes=[each for each in escapes if folder_of(each.arrow) == folder],
        )
        for folder in sorted(arrows_of_folders())
    )


def open_holes(runs: Iterable[KeptRun]) -> Sequence[str] | None:
    """The holes of the newest run that has counted them: `cart: GET /carts → 404 no-cart`."""
    counted = [run.answers.holes for run in runs if run.answers is not None]
    return counted[-1] if counted else None


def folders_of_hole(hole: str) -> frozenset[str]:
    """The folders that are about an arrow with the operation of a hole."""
    service, _, rest = hole.partition(": ")
    method, _, path = rest.partition(" → ")[0].partition(" ")
    arrows = (
        point.arrow
        for point in topology().points.values()
        if point.callee == service
        and any((each.method, each.path) == (method, path) for each in point.operations)
    )
    return frozenset(filter(None, map(folder_of, arrows)))


def _results(
    scenarios: Sequence[ExistingScenario], folder: str, last: KeptRun | None
) -> tuple[int | None, int | None, int | None]:
    """Green, red and not run; rows of long tables that were red count, although the day has others."""
    if last is None:
        return None, None, None
    red = {each.key for each in last.red if each.tier == DEFAULT_TIER and f"/{folder}/" in each.where}
    ran = [each for each in scenarios if each.key in last.seconds and each.key not in red]
    not_run = sum(each.key not in last.seconds and each.key not in red for each in scenarios)
    return len(ran), len(red), not_run


def _states(folder: str, defects: Iterable[tuple[Defect, State]]) -> Mapping[State, int]:
    return Counter(state for defect, state in defects if folder_of(defect.point) == folder)
