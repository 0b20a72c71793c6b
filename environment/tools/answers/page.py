"""The documented answers as a page: operations by answers, with the scenarios that have met each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from environment.evidence.answers.answer import DocumentedAnswer
from environment.evidence.answers.holes import AnswerCoverage
from environment.evidence.answers.record import DEFAULT_TIER

_PAGE = (Path(__file__).parent / "page.html").read_text("utf-8")


class AnswersPage:
    """The page of one coverage: readable without color, on a phone and on paper."""

    def __init__(self, coverage: AnswerCoverage) -> None:
        self._coverage = coverage
        self._holes = frozenset(coverage.holes())

    def page(self) -> str:
        """The whole page."""
        parts = {
            "summary": self._summary(),
            "holes": _list_under("Met by no scenario", (escape(str(each)) for each in sorted(self._holes))),
            "services": "\n".join(self._services()),
            "reasons": _list_under("Need not be met", self._reasons()),
        }
        page = _PAGE
        for name, part in parts.items():
            page = page.replace(f"<!--{name}-->", part)
        return page

    def _summary(self) -> str:
        documented = self._coverage.record.documented
        met = [answer for answer in documented if self._coverage.record.is_met_on_any_day(answer)]
        nightly = [each for each in met if DEFAULT_TIER not in self._coverage.record.scenarios(each)]
        figures = {
            "documented answers": len(documented),
            "met": len(met),
            "only by nightly tiers": len(nightly),
            "need not be met": len(documented) - len(met) - len(self._holes),
            "met by no scenario": len(self._holes),
        }
        return " ".join(f"<span><b>{count}</b> {what}</span>" for what, count in figures.items())

    def _services(self) -> Iterator[str]:
        answers = sorted(self._coverage.record.documented)
        for service, of_service in groupby(answers, key=lambda each: each.service):
            rows = "".join(self._rows(of_service))
            yield f'<h2 id="{service}">{service}</h2>\n<table><tbody>{rows}</tbody></table>'

    def _rows(self, answers: Iterable[DocumentedAnswer]) -> Iterator[str]:
        for operation, of_operation in groupby(answers, key=lambda each: each.operation):
            cells = " ".join(self._cell(answer) for answer in of_operation)
            yield f'<tr><th scope="row">{escape(operation)}</th><td>{cells}</td></tr>'

    def _cell(self, answer: DocumentedAnswer) -> str:
        scenarios, entry = self._coverage.record.scenarios(answer), self._coverage.entry_for(answer)
        told = ", ".join(f"{number} in the {tier} tier" for tier, number in scenarios.items())
        if self._coverage.record.is_met_on_any_day(answer):
            look, sign = ("met" if DEFAULT_TIER in scenarios else "nightly"), str(sum(scenarios.values()))
            sign = sign if look == "met" else f"{sign} nightly"
            title = f"scenarios: {told}"
        elif entry is not None:
            look, sign, title = "listed", "-", f"need not be met: {entry.why}"
        else:
            look, sign = "hole", "✗"
            title = "met by the sample for the day alone" if scenarios else "met by no scenario"
        return f'<span class="{look}" title="{escape(title)}">{escape(answer.outcome)} <b>{sign}</b></span>'

    def _reasons(self) -> Iterator[str]:
        for entry in self._coverage.unmet:
            yield f"{escape(str(entry))}: {escape(entry.why)}"


def _list_under(heading: str, items: Iterable[str]) -> str:
    """A heading with its list; empty for no items."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{heading}</h2>\n<ul>{lines}</ul>" if lines else ""
