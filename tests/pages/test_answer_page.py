"""The page of a table of answers is readable on a desktop and on a phone, with wrong answers and without."""

from __future__ import annotations

from itertools import chain

import pytest

from environment.reporting.answer_page import answer_page
from environment.topology import topology
from steps.tasks.permissions.callers import callers
from steps.tasks.permissions.requests import operations
from steps.world.answer_table import Answer, AnswerTable
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE


def html(wrong: int) -> str:
    grouped, asked = callers(topology().services), operations(topology())
    columns = [*chain.from_iterable(grouped.values())]
    groups = [(heading, len(each)) for heading, each in grouped.items()]
    names = [caller.name for caller in columns]
    table = AnswerTable("Who may call what", [each.name for each in asked], names, groups)
    for operation in asked:
        for caller in columns:
            expected = operation.expected(caller)
            given = "allowed" if len(table.wrong) < wrong and expected != "allowed" else expected
            table.answers.append(Answer(operation.name, caller.name, expected, given))
    return answer_page(table)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("wrong", [0, 3])
def test_all_that_is_written_is_visible(open_page: Open, wrong: int, width: int) -> None:
    page = open_page(html(wrong), width)
    assert page.hidden_texts() == []
    assert page.overflow() == 0
    assert page.errors == []
    assert page.count("td.wrong") == wrong
