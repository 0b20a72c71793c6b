"""The list of sentences: each with its values and a step that uses it, found by words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from behave.parser import parse_file

from environment.sentences.loading import step_registry
from environment.tools.sentences.console import lines, nothing_found
from environment.tools.sentences.listing import (
    SentenceGroup,
    all_listed,
    found_by,
    has_words,
    listed,
)

FROM_TABLES_ALONE = {
    "the outcome is that of one after the other",
}


@pytest.fixture(scope="module")
def groups() -> Sequence[SentenceGroup]:
    features = [parse_file(str(path)) for path in sorted(Path("features").rglob("*.feature"))]
    return listed(step_registry(), [each for each in features if each])


def text(groups: Sequence[SentenceGroup], words: str) -> str:
    return "\n".join(lines(groups, found_by(groups, words)))


def test_each_sentence_is_listed_once_with_all_its_keywords(groups: Sequence[SentenceGroup]) -> None:
    patterns = [each.sentence.pattern for each in all_listed(groups)]
    defined = {each.pattern for found in step_registry().steps.values() for each in found}
    assert set(patterns) == defined
    removes = [
        each
        for each in all_listed(groups)
        if each.sentence.pattern.endswith("removes {title:Title} from the cart")
    ]
    assert [each.keywords for each in removes] == [("When",)]


def test_the_nouns_are_the_files_and_a_file_of_a_noun_takes_its_parts(
    groups: Sequence[SentenceGroup],
) -> None:
    nouns = [group.noun for group in groups]
    assert nouns == sorted(nouns)
    assert {"cart", "mail", "discount code", "gateway"} <= set(nouns)
    assert "mail content" not in nouns


def test_each_sentence_has_a_use_that_is_this_sentence(groups: Sequence[SentenceGroup]) -> None:
    for each in all_listed(groups):
        if each.use:
            assert each.sentence.match(each.use.text), each
            file, _, line = each.use.where.rpartition(":")
            assert Path(file).read_text("utf-8").splitlines()[int(line) - 1].strip()


def test_a_sentence_is_shown_with_its_values_and_its_use(groups: Sequence[SentenceGroup]) -> None:
    said = text(groups, "lives")
    assert "  Given       {who} lives in {country}\n" in said
    assert "{country}: the United States | the United Kingdom | Canada | Germany" in said
    assert "e.g. the customer lives in " in said
    assert "{who}, " in said or "{who}: like the customer | the guest" in said


def test_words_are_found_by_their_stem_in_sentences_values_and_uses(groups: Sequence[SentenceGroup]) -> None:
    assert "{who} gets no mail" in text(groups, "mails")
    assert "lives in {country}" in text(groups, "Kuwait")
    assert "checks out" not in text(groups, "Kuwait")
    assert text(groups, "mails").startswith("MAIL: ")  # the noun comes before sentences that mention it


@pytest.mark.parametrize(
    ("said", "wanted", "found"),
    [
        ("the customer gets no mail", "mails", True),
        ("the order is refunded", "refund", True),
        ("the order is refunded", "refunding order", True),
        ("the order is refunded", "refund cart", False),
        ("the card is declined", "car", True),
        ("the cardholder", "holder", False),
    ],
)
def test_words_of_a_text(said: str, wanted: str, found: bool) -> None:
    assert has_words(said, wanted) is found


def test_a_word_that_no_sentence_has_is_answered_with_near_ones(groups: Sequence[SentenceGroup]) -> None:
    assert text(groups, "refundd") == ""
    said = nothing_found(groups, "refundd")
    assert 'No sentence has "refundd"; there are: refund' in said
    assert "The nouns are: access, account, address" in said


def test_the_command_lists_and_writes_the_page_without_a_service(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "environment.tools.sentences", "lives"],
        env={**os.environ, "PATH": str(tmp_path)},  # no program of PostgreSQL is found
        capture_output=True,
        text=True,
        check=True,
    )
    assert "{who} lives in {country}" in run.stdout
    assert "Sentences  reports/sentences.html  (" in run.stdout


def test_a_reader_that_has_seen_enough_sees_no_error() -> None:
    command = f'"{sys.executable}" -m environment.tools.sentences | head -1'
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
