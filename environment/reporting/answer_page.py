"""A table of answers as a page: rows by columns, readable without color, on a phone and on paper."""

from __future__ import annotations

from html import escape
from pathlib import Path

from steps.world.answer_table import Answer, AnswerTable

_PAGE = (Path(__file__).parent / "answer_page.html").read_text("utf-8")
_AS_EXPECTED = {"allowed": ("allowed", "✓"), "unchanged": ("allowed", "=")}


def answer_page(table: AnswerTable) -> str:
    """The whole page."""
    places = {(answer.row, answer.column): answer for answer in table.answers}
    parts = {
        "title": escape(table.title),
        "summary": _summary(table),
        "wrong": _list_of_wrong(table.wrong),
        "groups": _groups(table),
        "headings": "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in table.columns),
        "rows": "\n".join(_row(row, table, places) for row in table.rows),
    }
    page = _PAGE
    for name, part in parts.items():
        page = page.replace(f"<!--{name}-->", part)
    return page


def _summary(table: AnswerTable) -> str:
    allowed = sum(answer.right and _answered(answer) == "allowed" for answer in table.answers)
    figures = {
        "answers": len(table.answers),
        "allowed": allowed,
        "refused or unchanged": len(table.answers) - allowed - len(table.wrong),
        "wrong": len(table.wrong),
    }
    return " ".join(f"<span><b>{count}</b> {what}</span>" for what, count in figures.items())


def _groups(table: AnswerTable) -> str:
    """The row of common headings; none where no columns belong together."""
    cells = "".join(f'<th colspan="{count}">{escape(name)}</th>' for name, count in table.groups)
    return f'<tr class="groups"><th></th>{cells}</tr>' if cells else ""


def _list_of_wrong(wrong: list[Answer]) -> str:
    told = (f'{each.row}, "{each.column}": {each.given}; expected: {each.expected}' for each in wrong)
    lines = "".join(f"<li>{escape(each)}</li>" for each in told)
    return f"<h2>Wrong</h2>\n<ul>{lines}</ul>" if lines else ""


def _row(row: str, table: AnswerTable, places: dict[tuple[str, str], Answer]) -> str:
    squares = "".join(_square(row, column, places.get((row, column))) for column in table.columns)
    name = escape(row).replace("/", "/<wbr>")  # a path breaks at its slashes on a phone
    return f'<tr><th scope="row">{name}</th>{squares}</tr>'


def _square(row: str, column: str, answer: Answer | None) -> str:
    if answer is None:
        return f'<td class="none" title="{escape(f"{row}, {column}: not asked")}"></td>'
    about = f"{row}, {column}: {answer.given}"
    if not answer.right:
        look, text = "wrong", "✗"
        about += f" instead of {answer.expected}"
    else:
        look, text = _AS_EXPECTED.get(_answered(answer), ("refused", answer.given.partition(" ")[0]))
    return f'<td class="{look}" title="{escape(about)}">{escape(text)}</td>'


def _answered(answer: Answer) -> str:
    """The answer alone, where the state after it is told as well: "allowed, then held" was allowed."""
    return answer.given.partition(", then ")[0]
