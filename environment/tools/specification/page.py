"""The page: a coverage table, then every integration point with its rules and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

from environment.tools.specification.kinds import HOW, ExampleKind
from environment.tools.specification.model import (
    PLANNED,
    Example,
    Feature,
    FeatureFolder,
    Rule,
    Scenario,
    SpecifiedStep,
    results,
)

_RISKS = ("blocker", "critical", "normal", "minor")
_SHOWN = {"smoke", *_RISKS}
_WORDS = {"": "not run", "broken": "broken", "failed": "failed", "passed": "passed", "skipped": "skipped"}
_ORDER = ("passed", "failed", "broken", "skipped", "not run", PLANNED)


@dataclass(frozen=True)
class Edition:
    """When the page was made, and of which commit."""

    made: str
    commit: str


def page(points: Sequence[FeatureFolder], edition: Edition) -> str:
    """The whole document, which needs no other file."""
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    return template.substitute(
        made=escape(edition.made),
        commit=escape(edition.commit),
        totals="".join(_totals(points)),
        matrix="".join(_matrix(points)),
        how=HOW,
        contents="".join(_contents(points)),
        points="".join(part for point in points for part in _point(point)),
    )


def _totals(points: Sequence[FeatureFolder]) -> Iterator[str]:
    found = results(points)
    rules = sum(len(feature.rules) for point in points for feature in point.features)
    scenarios = sum(found.values())
    yield _total(scenarios, "scenario" if scenarios == 1 else "scenarios", "")
    yield _total(rules, "rule" if rules == 1 else "rules", "")
    yield from (_total(found[word], word, word.replace(" ", "-")) for word in _ORDER if found[word])


def _total(number: int, what: str, style: str) -> str:
    return f'<li class="{style}"><b>{number}</b> {what}</li>'


def _matrix(points: Iterable[FeatureFolder]) -> Iterator[str]:
    yield "<thead><tr><th>Integration point</th>"
    yield "".join(f"<th>{kind.value}</th>" for kind in ExampleKind) + "<th>planned</th></tr></thead><tbody>"
    for point in points:
        yield f'<tr><th><a href="#{point.name}">{escape(point.title)}</a></th>'
        yield "".join(_cell(point, kind) for kind in ExampleKind)
        planned = sum(point.count(kind, planned=True) for kind in ExampleKind)
        yield f'<td class="{PLANNED if planned else ""}">{planned or ""}</td></tr>'
    yield "</tbody>"


def _cell(point: FeatureFolder, kind: ExampleKind) -> str:
    built, planned = point.count(kind, planned=False), point.count(kind, planned=True)
    if built:
        return f"<td>{built}</td>"
    return f'<td class="{PLANNED}">planned</td>' if planned else '<td class="hole">none</td>'


def _contents(points: Iterable[FeatureFolder]) -> Iterator[str]:
    for point in points:
        yield f'<li><a href="#{point.name}">{escape(point.title)}</a><ul>'
        for feature in point.features:
            worst = _worst(
                example for rule in feature.rules for each in rule.scenarios for example in _built(each)
            )
            yield f'<li><a href="#{feature.path}">{escape(feature.title)}</a>{_dot(worst)}</li>'
        yield "</ul></li>"


def _point(point: FeatureFolder) -> Iterator[str]:
    yield f'<section id="{point.name}"><h2>{escape(point.title)}</h2>'
    for feature in point.features:
        yield from _feature(feature)
    yield "</section>"


def _feature(feature: Feature) -> Iterator[str]:
    yield f'<article id="{feature.path}"><h3>{escape(feature.title)}</h3>'
    yield f'<p class="path">{escape(feature.path)}</p>'
    if feature.narrative:
        yield f'<p class="narrative">{escape(" ".join(feature.narrative))}</p>'
    yield _background(feature.background)
    for rule in feature.rules:
        yield from _rule(rule)
    yield "</article>"


def _rule(rule: Rule) -> Iterator[str]:
    yield '<div class="rule">'
    if rule.sentence:
        yield f"<h4>{escape(rule.sentence)}</h4>"
    yield _background(rule.background)
    yield from map(_scenario, rule.scenarios)
    yield "</div>"


def _background(steps: Sequence[SpecifiedStep]) -> str:
    return f'<div class="background"><i>Always</i>{_steps(steps)}</div>' if steps else ""


def _scenario(scenario: Scenario) -> str:
    status = PLANNED if scenario.planned else _worst(scenario.examples)
    marks = "".join(_mark(kind) for kind in dict.fromkeys(example.kind for example in scenario.examples))
    marks += "".join(f'<span class="tag">{escape(tag)}</span>' for tag in scenario.tags if tag in _SHOWN)
    return (
        f'<details class="{_class(status)}"><summary>{_badge(status)}<span>{escape(scenario.title)}</span>'
        f"{marks}</summary>{_steps(scenario.steps)}{_examples_table(scenario)}</details>"
    )


def _mark(kind: ExampleKind) -> str:
    return f'<span class="kind {kind}">{kind}</span>'


def _steps(steps: Sequence[SpecifiedStep]) -> str:
    return f'<ol class="steps">{"".join(map(_step, steps))}</ol>'


def _step(step: SpecifiedStep) -> str:
    table = "".join(f"<tr>{_cells(row)}</tr>" for row in step.table)
    return (
        f"<li><i>{step.keyword}</i> {escape(step.sentence)}{f'<table>{table}</table>' if table else ''}</li>"
    )


def _examples_table(scenario: Scenario) -> str:
    if not scenario.headings:
        return ""
    head = "".join(f"<th>{escape(each)}</th>" for each in scenario.headings)
    rows = "".join(
        f"<tr>{_cells(example.cells)}{_row_badge(scenario, example)}</tr>" for example in scenario.examples
    )
    return f'<table class="examples"><tr>{head}<th></th></tr>{rows}</table>'


def _row_badge(scenario: Scenario, example: Example) -> str:
    return f"<td>{_badge(PLANNED if scenario.planned else example.result)}</td>"


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _built(scenario: Scenario) -> tuple[Example, ...]:
    return () if scenario.planned else scenario.examples


def _worst(examples: Iterable[Example]) -> str:
    """The result that is most urgent to look at."""
    found = {example.result for example in examples}
    return next((word for word in ("failed", "broken", "skipped", "", "passed") if word in found), "passed")


def _badge(result: str) -> str:
    return f'<em class="{_class(result)}">{_WORDS.get(result, result)}</em>'


def _dot(result: str) -> str:
    """A badge for red results; other results have none in the contents."""
    return f" {_badge(result)}" if result in ("failed", "broken") else ""


def _class(result: str) -> str:
    return _WORDS.get(result, result).replace(" ", "-")
