"""The blocks of the page: a feature with its rules, and its scenarios to open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape

from environment.tools.specification.model import (
    NOT_RUN,
    PLANNED,
    Example,
    Feature,
    Rule,
    Scenario,
    SpecifiedStep,
)

OLDER = "older"
_WHY_OLDER = "; the text or its steps have changed since"
_SHOWN_TAGS = ("smoke", "blocker", "critical", "normal", "minor")
_URGENT_FIRST = ("failed", "broken", NOT_RUN, "passed", PLANNED)
_LISTED = 30  # rows of examples; of longer tables those are listed that are red


class FeatureBlocks:
    """Writes features as HTML. `report` is the file with the last report, `shown` the places in it."""

    def __init__(self, report: str, shown: Collection[str]) -> None:
        self._report, self._shown = report, shown

    def feature(self, feature: Feature) -> Iterator[str]:
        """The block of a feature."""
        yield f'<article id="{feature.path}"><h3>{escape(feature.title)}</h3>'
        yield f'<p class="path">{escape(feature.path)}</p>'
        if feature.narrative:
            yield f'<p class="narrative">{escape(" ".join(feature.narrative))}</p>'
        yield _background(feature.background)
        for rule in feature.rules:
            yield from self._rule(rule)
        yield "</article>"

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield '<div class="rule">'
        if rule.sentence:
            yield f"<h4>{escape(rule.sentence)}</h4>"
        yield _background(rule.background)
        yield from map(self._scenario, rule.scenarios)
        yield "</div>"

    def _scenario(self, scenario: Scenario) -> str:
        worst = worst_of(scenario.examples)
        others = len(scenario.examples) - 1
        more = f' <small class="more">and {others} more</small>' if others > 0 else ""
        marks = "".join(map(_mark, dict.fromkeys(example.kind for example in scenario.examples)))
        marks += "".join(f'<span class="tag">{tag}</span>' for tag in scenario.tags if tag in _SHOWN_TAGS)
        steps = _steps(scenario.steps, scenario.headings)
        return (
            f"<details><summary>{self._badge(worst) if worst else ''}"
            f'<span class="title">{escape(scenario.title)}{more}</span>{marks}</summary>'
            f"{steps}{self._examples(scenario)}</details>"
        )

    def _examples(self, scenario: Scenario) -> str:
        if not scenario.headings:
            return ""
        listed, note = scenario.examples, ""
        if len(listed) > _LISTED:
            listed = tuple(each for each in listed if is_red(each))
            counts = Counter(each.result for each in scenario.examples)
            numbers = ", ".join(f"{counts[word]} {word}" for word in _URGENT_FIRST if counts[word])
            rows = f"{len(scenario.examples)} rows: {numbers}. Those that are red are listed."
            note = f'<p class="rows">{rows}</p>'
        head = "".join(f"<th>{escape(each)}</th>" for each in scenario.headings)
        body = "".join(f"<tr>{_cells(each.cells)}<td>{self._badge(each)}</td></tr>" for each in listed)
        return f'{note}<table class="examples"><tr>{head}<th>last result</th></tr>{body}</table>'

    def _badge(self, example: Example) -> str:
        """The last result with its day, which leads to the report where that has it."""
        last, word = example.last, example.result
        if last is None or word == PLANNED:
            return f'<span class="result"><em class="{css_class(word)}">{word}</em></span>'
        style, shown, why = word, word, ""
        if example.older:
            style, shown, why = f"{word} {OLDER}", f"{word}, {OLDER}", _WHY_OLDER
        told = f"{last.at} UTC, commit {last.commit or 'not known'}{why}"
        badge = f'<em class="{style}">{shown}</em><time>{last.at[:10]}</time>'
        if last.page in self._shown:
            return f'<a class="result" href="{self._report}#{last.page}" title="{escape(told)}">{badge}</a>'
        return f'<span class="result" title="{escape(told)}">{badge}</span>'


def worst_of(examples: Iterable[Example]) -> Example | None:
    """The example whose result is most urgent to look at; of equal ones an older result is."""
    return min(examples, key=lambda each: (_urgency(each.result), not each.older), default=None)


def is_red(example: Example) -> bool:
    """Whether its last result is red."""
    return example.result in ("failed", "broken")


def css_class(word: str) -> str:
    """The class of a result."""
    return word.replace(" ", "-")


def _urgency(result: str) -> int:
    return _URGENT_FIRST.index(result) if result in _URGENT_FIRST else -1


def _background(steps: Sequence[SpecifiedStep]) -> str:
    return f'<div class="background"><i>Always</i>{_steps(steps)}</div>' if steps else ""


def _mark(kind: str) -> str:
    return f'<span class="kind {kind}">{kind}</span>'


def _steps(steps: Sequence[SpecifiedStep], headings: Sequence[str] = ()) -> str:
    return f'<ol class="steps">{"".join(_step(each, headings) for each in steps)}</ol>'


def _step(step: SpecifiedStep, headings: Sequence[str]) -> str:
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in step.table)
    table = f"<table>{rows}</table>" if rows else ""
    return f"<li><i>{step.keyword}</i> {_with_columns(step.sentence, headings)}{table}</li>"


def _with_columns(sentence: str, headings: Sequence[str]) -> str:
    """The sentence with the name of a column in italics where the value of a row is filled in."""
    parts = re.split(r"<([^<>]+)>", sentence)
    written = [escape(part) for part in parts]
    for place in range(1, len(parts), 2):
        known = parts[place] in headings
        written[place] = f"<var>{written[place]}</var>" if known else f"&lt;{written[place]}&gt;"
    return "".join(written)


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)
