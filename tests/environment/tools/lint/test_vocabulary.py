"""The words of the project: pronouns are counted, banned words found, and a class name means one thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from environment.tools.lint.__main__ import vocabulary_findings
from environment.tools.lint.banned_words import BannedWord, Vocabulary, banned_words
from environment.tools.lint.class_names import repeated_class_names
from environment.tools.lint.pronouns import count_pronouns

PRONOUNS = Vocabulary.read().pronouns


def write(root: Path, **texts: str) -> Path:
    """Files by name, with `__` for a folder and a dot before the suffix: `steps__a_py`."""
    for name, text in texts.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = root / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def banned(word: str, *scopes: str, **more: object) -> BannedWord:
    return BannedWord.model_validate({"word": word, "instead": "x", "scopes": scopes, **more})


def places(root: Path, word: BannedWord) -> list[str]:
    return [f"{finding.file}:{finding.line}" for finding in banned_words(root, [word])]


def test_pronouns_are_counted_in_any_case_and_in_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_py='"""Nobody."""\n\n\ndef no_one_pays(everyone): ...\n',
        docs__a_md="No\none, somebody's\n",
    )
    count = count_pronouns(tmp_path, PRONOUNS)
    assert (count.by_file[Path("a.py")], count.by_file[Path("docs/a.md")]) == (3, 2)
    assert count.lines == 4


def test_a_word_that_holds_a_pronoun_is_none(tmp_path: Path) -> None:
    write(tmp_path, a_md="nobodyx xnobody no onerous\n", CHANGELOG_md="nobody\n", reports__a_md="nobody\n")
    assert sum(count_pronouns(tmp_path, PRONOUNS).by_file.values()) == 0


def test_above_the_limit_the_files_with_the_most_pronouns_come_first(tmp_path: Path) -> None:
    write(tmp_path, a_md="nobody\n", b_md="nobody nobody\n", c_md="fine\n")
    count = count_pronouns(tmp_path, PRONOUNS)
    assert count.too_many
    assert [line.split() for line in count.report()][1:] == [["2", "b.md"], ["1", "a.md"]]


def test_below_the_limit_only_the_figure_is_told(tmp_path: Path) -> None:
    write(tmp_path, a_md="fine\n" * 999 + "nobody\n")
    (figure,) = count_pronouns(tmp_path, PRONOUNS).report()
    assert figure == "Indefinite pronouns: 1.00 per 1,000 lines (1 in 1000), at most 2."


@pytest.mark.parametrize(
    "text", ["def run_errand(): ...", "class AnErrand: ...", "x.errand_id", "ERRAND = 1", "import a.errand"]
)
def test_a_banned_identifier_is_found_in_every_style_of_names(tmp_path: Path, text: str) -> None:
    write(tmp_path, a_py=f"\n{text}\n", b_py='x = "errand"  # errand\n', c_py="errands = 1\n")
    assert places(tmp_path, banned("errand", "identifiers")) == ["a.py:2"]


def test_a_banned_module_name_is_found(tmp_path: Path) -> None:
    assert places(write(tmp_path, a__my_errand_py=""), banned("errand", "identifiers")) == [
        "a/my_errand.py:1"
    ]


def test_names_beside_each_other_are_no_phrase(tmp_path: Path) -> None:
    write(tmp_path, a_py="fault, line = 1, 2\nfault_line = FaultLine()\n")
    assert places(tmp_path, banned("fault line", "identifiers")) == ["a.py:2", "a.py:2"]


def test_docs_are_docstrings_comments_and_markdown_outside_of_code(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_py='"""A\nverdict."""\n\nverdict = "verdict"  # a Verdict\n',
        b_md="A verdict, `verdict`\n\n```\nverdict\n```\nnext verdict\n",
    )
    found = places(tmp_path, banned("verdict", "docs"))
    assert found == ["a.py:2", "a.py:4", "b.md:1", "b.md:6"]


def test_sentences_are_features_matrix_tables_and_step_patterns(tmp_path: Path) -> None:
    write(
        tmp_path,
        features__a_feature="Feature: a\n  Given the books\n",
        features__resilience__matrix__cart_txt="a | the  books\n",
        features__b_txt="the books\n",
        steps__a_py='@given("the books are compared")\ndef step(): ...\n\n\nx = "the books"\n',
    )
    assert places(tmp_path, banned("the books", "sentences")) == [
        "features/a.feature:2",
        "features/resilience/matrix/cart.txt:1",
        "steps/a.py:1",
    ]


def test_an_exception_holds_for_a_file_and_for_a_folder(tmp_path: Path) -> None:
    write(tmp_path, a__one_md="verdict", a__two_md="verdict", b_md="verdict", c_md="verdict")
    allowed = [{"path": "a", "reason": "r"}, {"path": "b.md", "reason": "r"}]
    assert places(tmp_path, banned("verdict", "docs", exceptions=allowed)) == ["c.md:1"]


def test_an_exception_without_a_reason_is_refused() -> None:
    with pytest.raises(ValidationError, match="reason"):
        banned("verdict", "docs", exceptions=[{"path": "a", "reason": ""}])


def test_a_class_name_with_two_meanings_is_told_with_its_places(tmp_path: Path) -> None:
    write(
        tmp_path,
        bookstore__a_py="class Line: ...\n",
        steps__b_py="\nclass Line: ...\n",
        tests__c_py="class Line: ...",
    )
    (sentence,) = repeated_class_names(tmp_path, {})
    assert sentence == "class Line is defined 2 times: bookstore/a.py:1, steps/b.py:2"
    assert list(repeated_class_names(tmp_path, {"Line": "a reason"})) == []


def test_an_exception_that_no_class_needs_is_told(tmp_path: Path) -> None:
    write(tmp_path, bookstore__a_py="class Line: ...\n")
    (sentence,) = repeated_class_names(tmp_path, {"Line": "a reason"})
    assert sentence == "class Line needs no exception: it is defined at most once"


def test_the_command_prints_the_figure_and_gathers_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, a_md="nobody gives a verdict\n")
    vocabulary = Vocabulary(pronouns=PRONOUNS, banned=(banned("verdict", "docs"),))
    assert vocabulary_findings(tmp_path, vocabulary) == ["     1  a.md", 'a.md:1: write "x" for "verdict"']
    assert capsys.readouterr().out.startswith("Indefinite pronouns: 1000.00 per 1,000 lines")
