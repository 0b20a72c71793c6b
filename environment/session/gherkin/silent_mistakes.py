"""Mistakes in a feature file that the parser takes without a word, and that change what is run.

A row without its last bar loses a letter, a placeholder without a column stays in the step, a text that does
not end takes all that follows, and examples without rows are no scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from behave.exception import ConfigError
from behave.model import Rule, ScenarioOutline

from environment.session.gherkin.free_text import FeatureMistake, free_text
from environment.session.long_tables import is_filled_from_long_table
from environment.session.matrix.expansion import is_filled_from_tables
from environment.world.target_points import is_filled_from_target

_FILLED = (is_filled_from_tables, is_filled_from_long_table, is_filled_from_target)
_PLACEHOLDER = re.compile(r"<(?!examples\.|row\.)([^<>\s](?:[^<>]*[^<>\s])?)>")  # behave fills those itself


def refuse_mistakes(features: Sequence[Any]) -> None:
    """Raises ConfigError for mistakes that would not be seen, with a line `file:line: sentence` for each."""
    found = [f"{each.filename}:{one.line}: {one.sentence}" for each in features for one in mistakes(each)]
    if found:
        raise ConfigError("\n".join(found))


def mistakes(feature: Any) -> list[FeatureMistake]:
    """The mistakes in a parsed feature that its parser takes without a word, in the order of the file."""
    found = [*free_text(feature), *_cut_rows(feature), *_open_text(feature)]
    for owner in (feature, *(item for item in feature.run_items if isinstance(item, Rule))):
        for scenario in owner.scenarios:
            found += _examples(scenario) if isinstance(scenario, ScenarioOutline) else []
            found += _unfilled(scenario)
    return sorted(found, key=lambda each: each.line)


def _unfilled(scenario: Any) -> Iterator[FeatureMistake]:
    """Placeholders that no column fills."""
    is_outline = isinstance(scenario, ScenarioOutline)
    tables = [each.table for each in scenario.examples if each.table] if is_outline else []
    columns = [heading for heading in (tables[0].headings if tables else ()) if _in_all(heading, tables)]
    for statement in (scenario, *scenario.steps):
        for name in _PLACEHOLDER.findall(_text_of(statement)):
            if not is_outline:
                sentence = f'"<{name}>" stays as it is: only the Examples of a Scenario Outline fill it'
                yield FeatureMistake(statement.line, sentence)
            elif tables and name not in columns:
                sentence = f'"<{name}>" has no column in the Examples; there are: {", ".join(columns)}'
                yield FeatureMistake(statement.line, sentence)


def _in_all(heading: str, tables: Sequence[Any]) -> bool:
    return all(heading in table.headings for table in tables)


def _text_of(statement: Any) -> str:
    table = getattr(statement, "table", None)
    cells = [cell for row in (table.headings, *table) for cell in row] if table else []
    return "\n".join([statement.name, str(getattr(statement, "text", "") or ""), *cells])


def _examples(outline: Any) -> Iterator[FeatureMistake]:
    """Examples without rows, and columns with the same heading."""
    if not outline.examples:
        yield FeatureMistake(outline.line, "an outline has examples: a header and at least one row")
    for examples in outline.examples:
        headings = examples.table.headings if examples.table else []
        for heading in dict.fromkeys(each for each in headings if headings.count(each) > 1):
            sentence = f'the column "{heading}" is there twice: give each a name of its own'
            yield FeatureMistake(examples.table.line, sentence)
        is_filled = any(known(examples) for known in _FILLED)
        if not is_filled and not (examples.table and examples.table.rows):
            yield FeatureMistake(examples.line, "an outline has examples: a header and at least one row")


def _cut_rows(feature: Any) -> Iterator[FeatureMistake]:
    """Rows of tables without their last bar; the parser leaves out their last letter."""
    for number, line in enumerate(Path(feature.filename).read_text("utf-8").splitlines(), 1):
        row = line.strip()
        if row.startswith("|") and not (row.endswith("|") and len(row) > 1):
            yield FeatureMistake(number, "this row has no bar at its end: |")


def _open_text(feature: Any) -> Iterator[FeatureMistake]:
    if quotes := feature.parser.multiline_terminator:
        yield FeatureMistake(
            feature.parser.multiline_start, f"the text that begins here has no end: {quotes}"
        )
