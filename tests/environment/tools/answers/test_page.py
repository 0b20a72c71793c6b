"""The page of the documented answers."""

from __future__ import annotations

from environment.evidence.answers.answer import DocumentedAnswer
from environment.evidence.answers.holes import AnswerCoverage, UnmetEntry
from environment.evidence.answers.record import AnswerRecord
from environment.tools.answers.page import AnswersPage

OPERATION = "GET /carts/{id}"
ANSWERS = [
    DocumentedAnswer("cart", OPERATION, each)
    for each in ("200", "404 cart-not-found", "409 full", "500 defect")
]


def page() -> str:
    record = AnswerRecord(set(ANSWERS))
    record.meet("default", ANSWERS[:1])
    record.meet("crash", ANSWERS[:2])
    entry = UnmetEntry("every operation", "500 defect", "it is <a defect>")
    return AnswersPage(AnswerCoverage(record, [entry])).page()


def test_each_answer_says_by_how_many_scenarios_and_in_which_tier_it_was_met() -> None:
    found = page()
    assert 'class="met" title="scenarios: 1 in the default tier, 1 in the crash tier">200 <b>2</b>' in found
    assert (
        'class="nightly" title="scenarios: 1 in the crash tier">404 cart-not-found <b>1 nightly</b>' in found
    )


def test_holes_are_red_and_listed_first_and_reasons_are_shown() -> None:
    found = page()
    assert 'class="hole" title="met by no scenario">409 full <b>✗</b>' in found
    assert "<li>cart: GET /carts/{id} → 409 full</li>" in found
    assert "every operation → 500 defect: it is &lt;a defect&gt;" in found
    assert "<b>1</b> met by no scenario" in found


def test_the_page_has_no_place_left_open() -> None:
    assert "<!--" not in page()
