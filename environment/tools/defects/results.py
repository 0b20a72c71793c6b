"""The results of defects on disk: a file for each that was tried, and one for each that is under way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from environment.tools.defects.outcome import ScenarioOutcome, read_outcomes

RESULTS = Path("reports/defects")
_UNDER_WAY = ".outcomes"


@dataclass(frozen=True)
class Trial:
    """What became of one defect.

    seconds: with the start of the stack.
    failure: why no scenario could run.
    key: the edits and the code that it holds for.
    chosen: how many scenarios can notice the defect, and basis: how they were chosen.
    full: whether all of them were to run, and not only until enough were red.
    day: on which it was tried, as YYYY-MM-DD.
    """

    defect: str
    seconds: float
    outcomes: tuple[ScenarioOutcome, ...]
    failure: str = ""
    key: str = ""
    chosen: int = 0
    basis: str = ""
    full: bool = False
    day: str = ""

    @property
    def caught(self) -> bool:
        """Whether a scenario was red, or the bookstore did not even start."""
        return bool(self.failure) or bool(self.red)

    @property
    def red(self) -> tuple[ScenarioOutcome, ...]:
        """The outcomes of the scenarios that have noticed it."""
        return tuple(outcome for outcome in self.outcomes if outcome.red)

    @property
    def noticed_by(self) -> dict[str, int]:
        """How many scenarios each check made red, the most frequent first."""
        names = [by for outcome in self.red for by in outcome.noticed_by]
        counts = {by: names.count(by) for by in dict.fromkeys(names)}
        return dict(sorted(counts.items(), key=lambda it: -it[1]))


class Results:
    """The folder of the results of one campaign."""

    def __init__(self, folder: Path = RESULTS) -> None:
        self._folder = folder

    def keep(self, trial: Trial) -> None:
        """Write the result of one defect; it replaces an earlier one, and what is under way."""
        file = self._folder / f"{trial.defect}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        written = file.with_suffix(".tmp")
        written.write_text(json.dumps(asdict(trial), ensure_ascii=False, indent=1), "utf-8")
        written.replace(file)
        self._forget_under_way(trial.defect)

    def control(self, code: str) -> Path:
        """The file with the outcomes of scenarios without any defect, for this fingerprint of the code."""
        return self._folder / f"control.{code}{_UNDER_WAY}"

    def forget(self, defect: str) -> None:
        """Remove what is known of a defect, so that it is tried again."""
        (self._folder / f"{defect}.json").unlink(missing_ok=True)
        self._forget_under_way(defect)

    def kept(self) -> dict[str, Trial]:
        """The results that are there, by the name of the defect."""
        return {trial.defect: trial for trial in map(_read, sorted(self._folder.rglob("*.json")))}

    def of(self, defect: str, key: str, *, full: bool) -> Trial | None:
        """The result of a defect if it has this key; one of all scenarios answers for one of a few."""
        file = self._folder / f"{defect}.json"
        trial = _read(file) if file.is_file() else None
        return trial if trial and trial.key == key and trial.full >= full else None

    def under_way(self, defect: str, key: str) -> tuple[Path, tuple[ScenarioOutcome, ...]]:
        """The file that a run of the defect adds outcomes to, and those that an interrupted run has left."""
        file = (self._folder / f"{defect}.{key}{_UNDER_WAY}").resolve()
        file.parent.mkdir(parents=True, exist_ok=True)
        earlier = tuple(read_outcomes(file))
        file.unlink(missing_ok=True)
        for each in earlier:  # without the line that a kill may have cut short
            each.append_to(file)
        return file, earlier

    def _forget_under_way(self, defect: str) -> None:
        file = self._folder / defect
        for begun in file.parent.glob(f"{file.name}.*{_UNDER_WAY}"):
            begun.unlink()


def _read(file: Path) -> Trial:
    found = json.loads(file.read_text("utf-8"))
    outcomes = [
        ScenarioOutcome(**{**each, "noticed_by": tuple(each["noticed_by"])}) for each in found["outcomes"]
    ]
    return Trial(**{**found, "outcomes": tuple(outcomes)})
