"""Joins JUnit files: the scenarios of one feature may be in the files of several shards."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from environment.reporting.results_folder import JUNIT_FILES, remove_junit

_COUNTS = ("tests", "errors", "failures", "skipped")


def merge_junit(sources: Iterable[Path], target: Path) -> None:
    """Replace the JUnit files in `target` by those of the sources, one for each feature."""
    target.mkdir(parents=True, exist_ok=True)
    remove_junit(target)
    features: defaultdict[str, list[Path]] = defaultdict(list)
    for source in sources:
        for file in sorted(source.glob(JUNIT_FILES)):
            features[file.name].append(file)
    for name, files in features.items():
        if len(files) == 1:
            shutil.copy(files[0], target)
        else:
            suite = _joined([ElementTree.parse(file).getroot() for file in files])
            ElementTree.ElementTree(suite).write(target / name, encoding="UTF-8", xml_declaration=True)


def _joined(suites: Sequence[Element]) -> Element:
    """The first suite with the scenarios of all, and with the sums of their numbers."""
    joined = suites[0]
    for other in suites[1:]:
        joined.extend(other)
        for count in _COUNTS:
            joined.set(count, str(int(joined.get(count, "0")) + int(other.get(count, "0"))))
        joined.set("time", str(round(float(joined.get("time", "0")) + float(other.get("time", "0")), 6)))
    return joined
