"""A table of answers as a page: each square readable without color, what is wrong in words above it."""

from __future__ import annotations

from environment.reporting.answer_page import answer_page
from steps.world.answer_table import Answer, AnswerTable


def table(*answers: Answer) -> AnswerTable:
    return AnswerTable("Who may call what", ["look", "refund"], ["staff", "cart"], [("all", 2)], [*answers])


def test_an_expected_answer_is_a_mark_or_the_status_of_the_refusal() -> None:
    page = answer_page(
        table(Answer("look", "staff", "allowed", "allowed"), Answer("look", "cart", "403 no", "403 no"))
    )
    assert '<td class="allowed" title="look, staff: allowed">✓</td>' in page
    assert '<td class="refused" title="look, cart: 403 no">403</td>' in page
    assert '<td class="none" title="refund, staff: not asked"></td>' in page
    assert "<h2>" not in page


def test_a_wrong_answer_is_marked_and_listed_with_what_was_expected() -> None:
    page = answer_page(table(Answer("refund", "cart", "403 no", "allowed")))
    assert "✗</td>" in page
    assert "<li>refund, &quot;cart&quot;: allowed; expected: 403 no</li>" in page
    assert "<b>1</b> wrong" in page


def test_an_answer_with_the_state_after_it_looks_as_one_without() -> None:
    moved = "allowed, then held"
    page = answer_page(table(Answer("look", "staff", moved, moved)))
    assert '<td class="allowed" title="look, staff: allowed, then held">✓</td>' in page
    assert "<b>1</b> allowed" in page


def test_columns_without_common_headings_have_no_row_for_them() -> None:
    assert 'class="groups"' in answer_page(table())
    assert 'class="groups"' not in answer_page(AnswerTable("Moves of a cart", ["look"], ["empty"]))


def test_what_was_answered_cannot_become_markup() -> None:
    page = answer_page(table(Answer("look", "cart", "allowed", "<script>")))
    assert "<script>" not in page
