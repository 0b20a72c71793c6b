"""The coverage on a record of documented and met answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from environment.evidence.answers.answer import DocumentedAnswer, answers_documented_by
from environment.evidence.answers.holes import AnswerCoverage, InvalidUnmetList, read_unmet
from environment.evidence.answers.record import NIGHTLY_ANSWERS, AnswerRecord, DamagedRecord, tier_of
from environment.stack.service_settings import SERVICES
from tests.bookstore.service_apps import app_of

LOOK, CLOSED = (
    DocumentedAnswer("cart", "GET /carts/{id}", "200"),
    DocumentedAnswer("cart", "PUT /carts/{id}", "409 cart-closed"),
)
DEFECT = DocumentedAnswer("cart", "GET /carts/{id}", "500 unexpected-error")
LIST, NIGHTLY = Path("unmet.toml"), Path("nightly.txt")
ENTRY = '[[unmet]]\noperation = "{}"\nanswer = "{}"\nwhy = "a reason"\n'


def coverage(record: AnswerRecord, tmp_path: Path, *entries: tuple[str, str]) -> list[str]:
    unmet = tmp_path / "unmet.toml"
    unmet.write_text("".join(ENTRY.format(*entry) for entry in entries), "utf-8")
    return list(AnswerCoverage(record, read_unmet(unmet)).sentences(LIST, NIGHTLY))


def test_a_documented_answer_that_no_scenario_has_met_is_named(tmp_path: Path) -> None:
    record = AnswerRecord({LOOK, CLOSED})
    record.meet("default", [LOOK])
    (sentence,) = coverage(record, tmp_path)
    assert sentence.startswith("cart: PUT /carts/{id} → 409 cart-closed: documented, and met by no scenario")


def test_an_answer_that_a_nightly_tier_has_met_is_no_hole(tmp_path: Path) -> None:
    record = AnswerRecord({LOOK})
    record.meet("crash", [LOOK])
    assert coverage(record, tmp_path) == []


def test_what_only_the_sample_for_the_day_has_met_is_a_hole_and_makes_no_entry_needless(
    tmp_path: Path,
) -> None:
    record = AnswerRecord({LOOK})
    record.meet("sample", [LOOK])
    (sentence,) = coverage(record, tmp_path)
    assert "met by no scenario, but for the sample for the day" in sentence
    assert coverage(record, tmp_path, ("cart: GET /carts/{id}", "200")) == []


def test_an_entry_for_every_operation_excuses_all_of_them(tmp_path: Path) -> None:
    assert coverage(AnswerRecord({DEFECT}), tmp_path, ("every operation", "500 unexpected-error")) == []


@pytest.mark.parametrize("met", [True, False])
def test_an_entry_that_is_met_or_not_documented_is_needless(met: bool, tmp_path: Path) -> None:
    record = AnswerRecord({LOOK})
    record.meet("default", [LOOK])
    entry = ("cart: GET /carts/{id}", "200" if met else "418")
    (sentence,) = coverage(record, tmp_path, entry)
    assert "is needless" in sentence
    assert ("have met" in sentence) == met


def test_a_nightly_answer_that_is_not_documented_any_more_is_named(tmp_path: Path) -> None:
    record = AnswerRecord()
    record.meet("load", [CLOSED])
    (sentence,) = coverage(record, tmp_path)
    assert "not documented any more; make answers-of-nightly-tiers" in sentence


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[[unmet]]\noperation = 'x'\n", "an entry has the keys"),
        (ENTRY.format("x", " "), "a text that is not empty"),
        (ENTRY.format("x", "200") * 2, "listed twice"),
        ("other = 1\n", "and nothing else"),
        ("no toml", "cannot be read"),
    ],
)
def test_a_mistake_in_the_list_is_said(text: str, mistake: str, tmp_path: Path) -> None:
    path = tmp_path / "unmet.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidUnmetList, match=mistake):
        read_unmet(path)


def test_workers_add_to_one_record(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "answers.tsv"
    for tier in ("default", "default", "matrix"):
        record = AnswerRecord({LOOK})
        record.meet(tier, [LOOK, LOOK])
        record.append_to(path)
    found = AnswerRecord.read(path)
    assert found.documented == {LOOK}
    assert found.scenarios(LOOK) == {"default": 2, "matrix": 1}
    assert found.nightly().met.keys() == {"matrix"}


@pytest.mark.parametrize(
    ("line", "mistake"),
    [("default\tcart\tGET /\t200", "a line has tier"), ("weekly\tcart\tGET /\t200\t1", "there is no tier")],
)
def test_a_damaged_line_is_named_with_its_number(line: str, mistake: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_text(f"# a comment\n{line}\n", "utf-8")
    with pytest.raises(DamagedRecord, match=f"line 2: {mistake}"):
        AnswerRecord.read(path)


def test_the_committed_files_can_be_read() -> None:
    assert read_unmet(Path("baseline/unmet-answers.toml"))
    assert AnswerRecord.read(NIGHTLY_ANSWERS).met


@pytest.mark.parametrize("service", SERVICES)
def test_the_committed_answers_of_nightly_tiers_are_documented(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = AnswerRecord.read(NIGHTLY_ANSWERS).met.values()
    met = {answer for counts in counted for answer in counts if answer.service == service}
    obsolete = sorted(met - {*answers_documented_by(service, app_of(service, monkeypatch).openapi())})
    assert obsolete == [], f"{service} does not document these any more: make answers-of-nightly-tiers"


def answered(tier: str, *answers: DocumentedAnswer) -> AnswerRecord:
    record = AnswerRecord({LOOK, CLOSED})
    for answer in answers:
        record.meet(tier, [answer])
    return record


def test_a_whole_run_replaces_its_tiers_and_leaves_the_others() -> None:
    kept = answered("load", CLOSED)
    kept.add(answered("matrix", CLOSED))
    kept.renew(answered("load", LOOK), is_part=False)
    assert kept.scenarios(LOOK) == {"load": 1}
    assert kept.scenarios(CLOSED) == {"matrix": 1}


def test_a_part_of_a_tier_adds_to_what_the_rest_has_met() -> None:
    kept = answered("load", CLOSED, CLOSED, LOOK)
    kept.renew(answered("load", CLOSED, LOOK, LOOK), is_part=True)
    assert kept.scenarios(CLOSED) == {"load": 2}
    assert kept.scenarios(LOOK) == {"load": 2}


def test_a_part_of_a_tier_takes_away_what_is_not_documented_any_more() -> None:
    kept = answered("load", CLOSED, DEFECT)
    kept.renew(answered("load", LOOK), is_part=True)
    assert kept.scenarios(DEFECT) == {}
    assert kept.scenarios(CLOSED) == {"load": 1}


def test_the_tier_of_a_scenario_comes_from_its_tags() -> None:
    assert [tier_of(["resilience", "crash"]), tier_of(["smoke"])] == ["crash", "default"]


def documents() -> Iterator[Mapping[str, Any]]:
    problem = {"properties": {"type": {"enum": ["https://x.example/problems/cart-closed"]}}}
    content = {"application/problem+json": {"schema": problem}}
    put = {"responses": {"200": {}, "409": {"content": content}}}
    yield {
        "paths": {
            "/carts/{id}": {"put": put, "parameters": []},
            "/health": {"get": {"responses": {"200": {}}}},
        }
    }


def test_each_problem_type_of_a_document_is_an_answer_of_its_own() -> None:
    (document,) = documents()
    assert sorted(map(str, answers_documented_by("cart", document))) == [
        "cart: PUT /carts/{id} → 200",
        "cart: PUT /carts/{id} → 409 cart-closed",
    ]
