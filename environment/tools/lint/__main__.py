"""Checks of language and style; every finding is a line `file:line: sentence`.

`python -m environment.tools.lint features/` checks the style of the feature files, and that each step is a
sentence of the steps, with values that it allows.
`python -m environment.tools.lint --vocabulary` checks the words of the whole project: indefinite pronouns,
banned words, and class names with several meanings.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from environment.tools.lint import feature_vocabulary, layout, shape, tags, titles
from environment.tools.lint.banned_words import Vocabulary, banned_words
from environment.tools.lint.class_names import repeated_class_names
from environment.tools.lint.pronouns import count_pronouns
from environment.tools.lint.source import Source, StyleFinding
from environment.tools.lint.steps import StepCheck, check_steps

RULES: tuple[Callable[[Source], Iterator[StyleFinding]], ...] = (
    layout.lines_are_indented,
    layout.keywords_are_spelled_out,
    layout.headings_hold_scenarios,
    shape.file_is_short,
    shape.scenarios_are_few,
    shape.scenarios_stand_below_a_rule,
    shape.backgrounds_are_short_and_given,
    shape.all_text_is_run,
    shape.steps_are_three_to_seven,
    shape.given_when_then_with_one_act,
    shape.outlines_are_small_and_say_why,
    shape.columns_fill_something,
    titles.title_is_the_file_name_in_words,
    titles.titles_are_unique,
    titles.titles_say_something,
    feature_vocabulary.steps_are_in_the_third_person,
    feature_vocabulary.words_are_those_of_the_glossary,
    feature_vocabulary.business_features_name_no_technology,
    feature_vocabulary.steps_move_time,
    tags.tags_are_known,
    tags.core_has_no_policy,
    tags.feature_names_its_integration_point,
)


def findings(paths: Iterable[Path]) -> list[StyleFinding]:
    """All findings about style in these files, and below these folders, in the order of reading."""
    found, _ = _style(_feature_files(paths))
    return sorted(found)


def feature_findings(paths: Iterable[Path]) -> tuple[list[StyleFinding], StepCheck]:
    """All findings about style and steps, in the order of reading, and what was checked of the steps."""
    found, sources = _style(_feature_files(paths))
    checked = check_steps(sources)
    return sorted([*found, *checked.findings]), checked


def _style(files: Iterable[Path]) -> tuple[list[StyleFinding], list[Source]]:
    """The findings about style, and the files that can be read."""
    found: list[StyleFinding] = []
    sources = []
    for path in files:
        source = Source.read(path)
        if isinstance(source, StyleFinding):
            found.append(source)
        else:
            sources.append(source)
            found.extend(finding for rule in RULES for finding in rule(source))
    return found, sources


def vocabulary_findings(root: Path, vocabulary: Vocabulary) -> list[str]:
    """All findings in the words of a project; the figure of the pronouns is printed in any case."""
    pronouns = count_pronouns(root, vocabulary.pronouns)
    figure, *worst_files = pronouns.report()
    print(figure)
    exceptions = {each.name: each.reason for each in vocabulary.classes}
    words = map(str, banned_words(root, vocabulary.banned))
    return [*worst_files, *words, *repeated_class_names(root, exceptions)]


def _feature_files(paths: Iterable[Path]) -> list[Path]:
    files = [file for path in paths for file in (path.rglob("*.feature") if path.is_dir() else [path])]
    return sorted(files)


def main(arguments: list[str]) -> int:
    """0 without findings; 1 with any, or when there is no feature file to check."""
    if arguments == ["--vocabulary"]:
        words = vocabulary_findings(Path(), Vocabulary.read())
        print(*words, sep="\n", end="\n" if words else "")
        return int(bool(words))
    paths = [Path(argument) for argument in arguments or ["features"]]
    files = _feature_files(paths)
    if not files:
        print(f"No feature files in {' '.join(map(str, paths))}.")
        return 1
    found, checked = feature_findings(paths)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(files)} features, {checked}: {len(found) or 'no'} findings")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
