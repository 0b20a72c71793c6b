"""The page: the numbers, a coverage table, then every integration point with its rules and examples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

from environment.reporting.tiers import DEFAULT_RUN
from environment.session.population import in_words
from environment.tools.escapes.reading import Escape
from environment.tools.specification.blocks import FeatureBlocks, css_class, is_red, worst_of
from environment.tools.specification.kinds import HOW, ExampleKind
from environment.tools.specification.model import (
    NOT_RUN,
    PLANNED,
    Example,
    FeatureFolder,
    by_tier,
    results,
)
from environment.topology.feature_folders import folder_of

_ORDER = ("passed", "failed", "broken", NOT_RUN)


@dataclass(frozen=True)
class Edition:
    """When the page was made, and of which commit; the report beside it, and the places in that."""

    made: str
    commit: str = ""
    report: str = ""
    shown: Collection[str] = ()


def page(
    points: Sequence[FeatureFolder], edition: Edition, escapes: Sequence[Escape] = (), levels: str = ""
) -> str:
    """The whole document, which needs no other file.

    `escapes` are those that nothing would catch yet, `levels` is the table of the levels of integration.
    """
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    business = [point for point in points if not point.is_resilience]
    resilience = [point for point in points if point.is_resilience]
    blocks = FeatureBlocks(edition.report, edition.shown)
    return template.substitute(
        made=escape(edition.made),
        commit=f", commit {escape(edition.commit)}" if edition.commit else "",
        totals="".join(_totals(points)),
        tiers="".join(_tiers(points)),
        matrix="".join(_matrix(business, resilience)),
        how=HOW,
        levels=levels,
        contents="".join(_contents([*business, *resilience])),
        points="".join(part for point in (*business, *resilience) for part in _point(point, blocks, escapes)),
    )


def _totals(points: Sequence[FeatureFolder]) -> Iterator[str]:
    """The numbers of the default run, as the console, the report and the gate have them."""
    examples = by_tier(points)[DEFAULT_RUN]
    features = [feature for point in points for feature in point.features]
    rules = sum(bool(rule.sentence) for feature in features for rule in feature.rules)
    found = results(examples)
    yield _total(len(examples), "scenario" if len(examples) == 1 else "scenarios", "")
    yield _total(rules, "rule" if rules == 1 else "rules", "")
    yield from (_total(found[word], word, css_class(word)) for word in _ORDER if found[word])
    older = sum(each.older for each in examples)
    if older:
        yield _total(older, "with a result older than the text", "older")


def _total(number: int, what: str, style: str) -> str:
    return f'<li class="{style}"><b>{number}</b> {what}</li>'


def _tiers(points: Sequence[FeatureFolder]) -> Iterator[str]:
    """A line for each tier beside the default run, with its own numbers."""
    for tier, examples in by_tier(points).items():
        if tier != DEFAULT_RUN:
            found = results(examples)
            numbers = ", ".join(f"{found[word]} {word}" for word in _ORDER if found[word])
            yield f"<li><b>{len(examples)}</b> {in_words(tier)}{f': {numbers}' if numbers else ''}</li>"


def _matrix(business: Iterable[FeatureFolder], resilience: Iterable[FeatureFolder]) -> Iterator[str]:
    yield "<thead><tr><th>Integration point</th>"
    yield "".join(f"<th>{kind.value}</th>" for kind in ExampleKind) + "<th>planned</th></tr></thead>"
    for apart, points in ((False, business), (True, resilience)):
        yield '<tbody class="apart">' if apart else "<tbody>"
        for point in points:
            yield f'<tr><th><a href="#{point.name}">{escape(point.title)}</a></th>'
            yield "".join(_cell(point, kind) for kind in ExampleKind)
            planned = point.planned(*ExampleKind)
            yield f'<td class="{PLANNED if planned else ""}">{planned or ""}</td></tr>'
        yield "</tbody>"


def _cell(point: FeatureFolder, kind: ExampleKind) -> str:
    built = point.count(kind)
    if built:
        return f"<td>{built}</td>"
    if point.planned(kind):
        return f'<td class="{PLANNED}">planned</td>'
    return '<td class="hole">none</td>' if kind in point.possible else '<td class="cannot">&ndash;</td>'


def _contents(points: Iterable[FeatureFolder]) -> Iterator[str]:
    for point in points:
        apart = ' class="apart"' if point.is_resilience else ""
        yield f'<li{apart}><a href="#{point.name}">{escape(point.title)}</a><ul>'
        for feature in point.features:
            dot = _dot(worst_of(feature.examples))
            yield f'<li><a href="#{feature.path}">{escape(feature.title)}</a>{dot}</li>'
        yield "</ul></li>"


def _point(point: FeatureFolder, blocks: FeatureBlocks, escapes: Sequence[Escape]) -> Iterator[str]:
    yield f'<section id="{point.name}"><h2>{escape(point.title)}</h2>'
    yield _escaped([each for each in escapes if folder_of(each.arrow) == point.name])
    for feature in point.features:
        yield from blocks.feature(feature)
    yield "</section>"


def _escaped(escapes: Sequence[Escape]) -> str:
    """The holes of a folder: what has slipped through to production there."""
    lines = "".join(
        f"<li><b>{escape(each.what)}</b> {each.date}, {escape(each.arrow)}</li>" for each in escapes
    )
    return f'<div class="escaped"><i>Escaped, and no scenario yet</i><ul>{lines}</ul></div>' if lines else ""


def _dot(worst: Example | None) -> str:
    """A badge for red results; other results have none in the contents."""
    return f' <em class="{worst.result}">{worst.result}</em>' if worst and is_red(worst) else ""
