"""The heat map: each cell readable without color, each result one click away."""

from __future__ import annotations

import json
import re
from pathlib import Path

from environment.session.matrix.cells import all_cells
from environment.tools.matrix.heat_map import HeatMap
from environment.tools.matrix.results import results_of
from steps.vocabulary.matrix_faults import MATRIX_FAULTS

CART, PRICING = ("cart -> inventory", "answer lost"), ("cart -> pricing", "refused")


def result(
    folder: Path, uuid: str, cell: tuple[str, str], status: str, *, message: str = "", stop: int = 2000
) -> None:
    told = {
        "uuid": uuid,
        "status": status,
        "statusDetails": {"message": message},
        "start": 1000,
        "stop": stop,
        "labels": [{"name": "tag", "value": "matrix"}],
        "parameters": [
            {"name": name, "value": value} for name, value in zip(("row", "fault"), cell, strict=True)
        ],
    }
    (folder / f"{uuid}-result.json").write_text(json.dumps(told), "utf-8")


def page_of(folder: Path) -> str:
    return HeatMap(all_cells(), results_of(folder), "report.html").page()


def test_green_red_and_unrun_cells_are_told_apart_by_their_letters(tmp_path: Path) -> None:
    result(tmp_path, "one", CART, "passed")
    result(
        tmp_path,
        "two",
        PRICING,
        "failed",
        message='the table says "completes", seen is "reversed"\nat length',
    )
    page = page_of(tmp_path)
    assert '<td class="green" title="cart -&gt; inventory, answer lost: refused, try again">' in page
    assert "✗T" in page
    assert (
        "cart -&gt; pricing, refused: the table says &quot;completes&quot;, seen is &quot;reversed&quot;"
        in page
    )
    assert (
        '<td class="idle" title="cart -&gt; inventory, refused: refused, try again (not run)">t</td>' in page
    )
    assert "<b>1</b> green" in page
    assert "<b>1</b> red" in page


def test_a_click_leads_to_the_scenario_in_the_report(tmp_path: Path) -> None:
    result(tmp_path, "one", CART, "passed")
    assert 'href="report.html#f97c5d29941bfb1b2fdab0874906ab82"' in page_of(tmp_path)  # md5 of "one"


def test_each_square_without_a_cell_has_the_number_of_a_reason(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    squares = re.findall(
        r'<td class="(?:never|none)" title="[^"]*: not applicable, ([^"]*)">(\d+)</td>', page
    )
    listed = re.findall(r"<li><b>(\d+)</b> ([^<]*)</li>", page)
    assert {(number, why) for why, number in squares} == {*listed}
    assert [number for number, _ in listed] == [str(each) for each in range(1, len(listed) + 1)]
    assert len(squares) == page.count('class="never"') + page.count('class="none"') > 100
    assert (
        "the protocol of the arrow is SMTP, which does not have this kind of fault" in dict(listed).values()
    )


def test_of_a_cell_that_was_run_twice_the_later_result_counts(tmp_path: Path) -> None:
    result(tmp_path, "one", CART, "failed", message="once", stop=2000)
    result(tmp_path, "two", CART, "passed", stop=3000)
    assert results_of(tmp_path)[CART].passed


def test_each_fault_has_a_column() -> None:
    page = HeatMap(all_cells(), {}, "report.html").page()
    assert page.count('<th scope="col"><span>') == len(MATRIX_FAULTS)
