"""The matrix as a page: rows by faults, readable without color and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from environment.faults.fault_kind import EVERY, HTTP, HTTPS, POSTGRES, SMTP
from environment.faults.registry import all_kinds
from environment.session.matrix.cells import Cell, reason_without_cell
from environment.tools.matrix.results import CellName, CellResult
from environment.topology import Protocol
from steps.tasks.journeys.matrix_outcomes import Expected, MatrixOutcome
from steps.vocabulary.matrix_faults import MATRIX_FAULTS, MatrixFault

_LETTERS = {
    MatrixOutcome.COMPLETES: "C",
    MatrixOutcome.LATER: "L",
    MatrixOutcome.REFUSED: "T",
    MatrixOutcome.REVERSED: "R",
}
_MEANINGS = {
    MatrixOutcome.COMPLETES: "completes: the first request was answered",
    MatrixOutcome.LATER: "completes later: a retry was needed, or a later call did it",
    MatrixOutcome.REFUSED: "refused, try again: nothing was done, and a new attempt succeeds",
    MatrixOutcome.REVERSED: "reversed: refused, and an authorization or capture was reversed",
}
_GROUPS: Mapping[frozenset[Protocol], str] = {
    EVERY: "all protocols",
    HTTP: "HTTP",
    HTTPS: "TLS",
    POSTGRES: "PostgreSQL",
    SMTP: "mail",
}
_PAGE = (Path(__file__).parent / "heat_map.html").read_text("utf-8")


@dataclass(frozen=True)
class Square:
    """A square of the map: its class, the letters in it, its title, and where a click leads."""

    look: str
    letters: str
    title: str
    page: str = ""

    def html(self) -> str:
        text = f'<a href="{self.page}">{self.letters}</a>' if self.page else self.letters
        return f'<td class="{self.look}" title="{escape(self.title)}">{text}</td>'


class HeatMap:
    """The map of all cells with their results. `report` is the file that shows the scenarios."""

    def __init__(self, cells: list[Cell], results: Mapping[CellName, CellResult], report: str) -> None:
        self._cells = {(cell.row.name, cell.fault.name): cell for cell in cells}
        self._results = results
        self._report = report
        self._rows = list(dict.fromkeys(cell.row.name for cell in cells))
        squares = ((row, fault) for row in self._rows for fault in _ordered())
        reasons = dict.fromkeys(reason for square in squares if (reason := self._why_not(*square)))
        self._notes = {reason: number for number, reason in enumerate(reasons, start=1)}

    def page(self) -> str:
        """The whole page."""
        parts = {
            "summary": self._summary(),
            "legend": "".join(
                f"<li><b>{_LETTERS[each]}</b> {_MEANINGS[each]}</li>" for each in MatrixOutcome
            ),
            "groups": "".join(f'<th colspan="{len(each)}">{name}</th>' for name, each in _columns().items()),
            "headings": "".join(_heading(fault) for fault in _ordered()),
            "rows": "".join(map(self._row, self._rows)),
            "notes": _list_under("Why there is no such cell", self._reasons()),
            "reds": _list_under("Red", self._reds()),
        }
        page = _PAGE
        for name, part in parts.items():
            page = page.replace(f"<!--{name}-->", part)
        return page

    def _summary(self) -> str:
        ran = [self._results[name] for name in self._cells if name in self._results]
        green = sum(result.passed for result in ran)
        applicable = sum(cell.applicable for cell in self._cells.values())
        seconds = sum(result.seconds for result in ran)
        figures = {
            "cells": len(self._cells),
            "green": green,
            "red": len(ran) - green,
            "not applicable": len(self._cells) - applicable,
            "not run": applicable - len(ran),
        }
        told = " ".join(f"<span><b>{count}</b> {what}</span>" for what, count in figures.items())
        average = f"{seconds / len(ran):.2f} s a cell" if ran else ""
        return f"{told} <span>{average}</span>"

    def _row(self, arrow: str) -> str:
        squares = "".join(self._square(arrow, fault).html() for fault in _ordered())
        return f'<tr><th scope="row">{_arrow(arrow)}</th>{squares}</tr>'

    def _square(self, arrow: str, fault: MatrixFault) -> Square:
        name = (arrow, fault.name)
        cell, result = self._cells.get(name), self._results.get(name)
        about = f"{arrow}, {fault.name}"
        why_not = self._why_not(arrow, fault)
        if cell is None or why_not:
            look = "none" if cell is None else "never"
            return Square(look, str(self._notes[why_not]), f"{about}: not applicable, {why_not}")
        expected = Expected.parse(cell.ends).outcome
        letter = _LETTERS[expected] if expected else "?"
        if result is None:
            return Square("idle", letter.lower(), f"{about}: {cell.ends} (not run)")
        page = f"{self._report}#{result.page}"
        if result.passed:
            return Square("green", letter, f"{about}: {cell.ends}", page)
        return Square("red", f"✗{letter}", f"{about}: {result.message}", page)

    def _why_not(self, arrow: str, fault: MatrixFault) -> str:
        """Why this cell cannot be; empty where it can."""
        cell = self._cells.get((arrow, fault.name))
        if cell is None:
            return reason_without_cell(arrow)
        return "" if cell.applicable else cell.why

    def _reasons(self) -> Iterable[str]:
        return [f"<b>{note}</b> {escape(why)}" for why, note in self._notes.items()]

    def _reds(self) -> Iterable[str]:
        red = [(name, result) for name, result in self._results.items() if not result.passed]
        return [
            f'<a href="{self._report}#{result.page}">{_arrow(row)}, {escape(fault)}</a>: '
            f"{escape(result.message)}"
            for (row, fault), result in sorted(red, key=lambda each: each[0])
        ]


def _list_under(heading: str, items: Iterable[str]) -> str:
    """A heading with its list; empty for no items, since a heading without a list only puzzles."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{heading}</h2>\n<ul>{lines}</ul>" if lines else ""


def _arrow(row: str) -> str:
    return escape(row.replace("->", "→"))


def _columns() -> Mapping[str, list[MatrixFault]]:
    """The faults by the protocols for which they exist, in the order of their table."""
    kinds = all_kinds()
    columns: dict[str, list[MatrixFault]] = {name: [] for name in _GROUPS.values()}
    for fault in MATRIX_FAULTS.values():
        columns[_GROUPS[kinds[fault.kind].protocols]].append(fault)
    return {name: faults for name, faults in columns.items() if faults}


def _ordered() -> Iterable[MatrixFault]:
    return [fault for group in _columns().values() for fault in group]


def _heading(fault: MatrixFault) -> str:
    return f'<th scope="col"><span>{escape(fault.name)}</span></th>'
