"""What a run says about documented answers that no scenario has met."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from environment.evidence.answers.answer import DocumentedAnswer
from environment.evidence.answers.record import AnswerRecord
from environment.session import answers_of_run
from environment.session.answers_of_run import check_answers, is_whole, tier_of_answers
from environment.settings import RunSettings


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    answers_of_run.UNMET_ANSWERS.parent.mkdir()
    answers_of_run.UNMET_ANSWERS.write_text("", "utf-8")
    AnswerRecord({DocumentedAnswer("cart", "GET /carts", "409 busy")}).append_to(answers_of_run.ANSWERS)
    return answers_of_run.ANSWERS


def test_a_whole_run_is_red_and_names_the_answer(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_answers(whole=True)
    assert "ANSWERS: cart: GET /carts → 409 busy: documented" in capsys.readouterr().out


def test_a_partial_run_only_counts(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not check_answers(whole=False)
    assert "0 of 1 documented answers are met" in capsys.readouterr().out


def test_a_run_without_a_record_says_nothing(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record.unlink()
    assert not check_answers(whole=True)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "tags", "tier"),
    [
        ("A move -- @1.2 the sample of states/ for the day", [], "sample"),
        ("A move -- @1.2 all of states/", [], "default"),
        ("A kill -- @1.2 the sample of the crash tables for the day", ["crash"], "crash"),
    ],
)
def test_answers_that_a_sample_has_met_are_told_apart(name: str, tags: list[str], tier: str) -> None:
    assert tier_of_answers(SimpleNamespace(name=name, effective_tags=tags)) == tier


@pytest.mark.parametrize(
    ("userdata", "whole"),
    [({}, True), ({"order": "risk"}, True), ({"select": "changed"}, False), ({"budget": "60s"}, False)],
)
def test_a_run_that_leaves_scenarios_out_is_not_whole(userdata: dict[str, str], whole: bool) -> None:
    config = SimpleNamespace(name=None, paths=["features/"], tags=[], default_tags=[])
    assert bool(is_whole(config, RunSettings.parse(userdata))) is whole
