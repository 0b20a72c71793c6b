"""`python -m environment.tools.lint features/`: what the style forbids, as file:line: sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from environment.tools.lint import shape, tags, titles, words
from environment.tools.lint.source import Finding, Source

RULES: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    shape.file_is_short,
    shape.scenarios_are_few,
    shape.scenarios_stand_below_a_rule,
    shape.backgrounds_are_short_and_given,
    shape.steps_are_three_to_seven,
    shape.one_act_then_what_is_seen,
    shape.outlines_are_small_and_say_why,
    titles.title_is_the_file_name_in_words,
    titles.titles_are_unique,
    titles.titles_say_something,
    words.steps_are_in_the_third_person,
    words.words_are_the_shops,
    words.business_features_know_no_machinery,
    words.time_is_moved,
    tags.tags_are_known,
    tags.feature_names_its_integration_point,
)


def findings(paths: Iterable[Path]) -> list[Finding]:
    """All breaches in these files, and below these folders, in the order of reading."""
    found: list[Finding] = []
    for path in _feature_files(paths):
        source = Source.read(path)
        if isinstance(source, Finding):
            found.append(source)
        else:
            found.extend(finding for rule in RULES for finding in rule(source))
    return sorted(found)


def _feature_files(paths: Iterable[Path]) -> list[Path]:
    files = [file for path in paths for file in (path.rglob("*.feature") if path.is_dir() else [path])]
    return sorted(files)


def main(arguments: list[str]) -> int:
    """0 without findings; 1 with any, or when there was nothing to look at."""
    paths = [Path(argument) for argument in arguments or ["features"]]
    files = _feature_files(paths)
    found = findings(paths)
    for finding in found:
        print(finding)
    if not files:
        print(f"No feature files in {' '.join(map(str, paths))}.")
    return int(bool(found) or not files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
