"""Checks of language and style; every finding is a line `file:line: sentence`.

`python -m environment.tools.lint features/` checks the style of the feature files.
`python -m environment.tools.lint --vocabulary` checks the words of the whole project: indefinite pronouns,
banned words, and class names with several meanings.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from environment.tools.lint import feature_vocabulary, shape, tags, titles
from environment.tools.lint.banned_words import Vocabulary, banned_words
from environment.tools.lint.class_names import repeated_class_names
from environment.tools.lint.pronouns import count_pronouns
from environment.tools.lint.source import Source, StyleFinding

RULES: tuple[Callable[[Source], Iterator[StyleFinding]], ...] = (
    shape.file_is_short,
    shape.scenarios_are_few,
    shape.scenarios_stand_below_a_rule,
    shape.backgrounds_are_short_and_given,
    shape.all_text_is_run,
    shape.steps_are_three_to_seven,
    shape.given_when_then_with_one_act,
    shape.outlines_are_small_and_say_why,
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
    """All findings in these files, and below these folders, in the order of reading."""
    found: list[StyleFinding] = []
    for path in _feature_files(paths):
        source = Source.read(path)
        if isinstance(source, StyleFinding):
            found.append(source)
        else:
            found.extend(finding for rule in RULES for finding in rule(source))
    return sorted(found)


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
        found = vocabulary_findings(Path(), Vocabulary.read())
        print(*found, sep="\n", end="\n" if found else "")
        return int(bool(found))
    paths = [Path(argument) for argument in arguments or ["features"]]
    files = _feature_files(paths)
    breaches = findings(paths)
    for finding in breaches:
        print(finding)
    if not files:
        print(f"No feature files in {' '.join(map(str, paths))}.")
    return int(bool(breaches) or not files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
