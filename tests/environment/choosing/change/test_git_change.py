"""The change of a working tree is all that git finds since the branch has left its base."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.git_change import read_change
from environment.settings import RunSettingsError

_NAMES = ("a.py", "gone.py", "old name.py", "same.py")


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message=all")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project below the top folder of a checkout, with the branch `mine` checked out."""
    project = tmp_path / "shop"
    project.mkdir()
    for name in _NAMES:
        (project / name).write_text(f"before of {name}\n", "utf-8")
    (project / "picture").write_bytes(b"\x89PNG\xff")
    (project / ".gitignore").write_text("ignored\n", "utf-8")
    (tmp_path / "beside.py").write_text("before\n", "utf-8")
    _git(tmp_path, "init", "--quiet", "--initial-branch=main")
    _commit(tmp_path)
    _git(tmp_path, "checkout", "--quiet", "-b", "mine")
    return project


def _files(project: Path, base: str = "main") -> dict[str, ChangedFile]:
    return {each.path: each for each in read_change(base, project).files}


def test_without_a_change_there_is_no_file(checkout: Path) -> None:
    assert read_change("main", checkout).files == ()


def test_commits_staged_files_and_new_ones_count(checkout: Path) -> None:
    (checkout / "a.py").write_text("committed\n", "utf-8")
    _commit(checkout)
    (checkout / "same.py").write_text("staged\n", "utf-8")
    _git(checkout, "add", "same.py")
    (checkout / "new file.py").write_text("new\n", "utf-8")
    (checkout / "ignored").write_text("ignored\n", "utf-8")
    (checkout.parent / "beside.py").write_text("outside of the project\n", "utf-8")
    found = _files(checkout)
    assert found == {
        "a.py": ChangedFile("a.py", "before of a.py\n", "committed\n"),
        "same.py": ChangedFile("same.py", "before of same.py\n", "staged\n"),
        "new file.py": ChangedFile("new file.py", None, "new\n"),
    }
    assert read_change("main", checkout).uncommitted == 2


def test_what_others_have_done_on_the_base_is_no_change_of_the_branch(checkout: Path) -> None:
    (checkout / "a.py").write_text("mine\n", "utf-8")
    _commit(checkout)
    _git(checkout, "checkout", "--quiet", "main")
    (checkout / "same.py").write_text("of others\n", "utf-8")
    _commit(checkout)
    _git(checkout, "checkout", "--quiet", "mine")
    assert _files(checkout).keys() == {"a.py"}


def test_a_file_that_is_gone_has_a_text_before_and_a_renamed_one_is_two(checkout: Path) -> None:
    (checkout / "gone.py").unlink()
    (checkout / "old name.py").rename(checkout / "new.py")
    assert _files(checkout) == {
        "gone.py": ChangedFile("gone.py", "before of gone.py\n", None),
        "old name.py": ChangedFile("old name.py", "before of old name.py\n", None),
        "new.py": ChangedFile("new.py", None, "before of old name.py\n"),
    }


def test_a_file_that_is_no_text_is_named_without_its_content(checkout: Path) -> None:
    (checkout / "picture").write_bytes(b"\x89PNG\xfe")
    assert _files(checkout) == {"picture": ChangedFile("picture", None, None, is_text=False)}


def test_a_file_behind_a_link_that_leads_nowhere_has_no_text(checkout: Path) -> None:
    (checkout / "a.py").unlink()
    (checkout / "a.py").symlink_to("nowhere.py")
    assert _files(checkout)["a.py"].after is None


def test_outside_of_a_checkout_a_sentence_says_what_needs_one(tmp_path: Path) -> None:
    with pytest.raises(RunSettingsError, match=r"is no checkout of git.*, which -D select=changed"):
        read_change("main", tmp_path)


@pytest.mark.parametrize("base", ["mian", "--help", "HEAD~7"])
def test_an_unknown_base_is_named_with_the_branches_that_there_are(checkout: Path, base: str) -> None:
    with pytest.raises(RunSettingsError, match=f"-D base={base}: .*no such commit or branch.* main, mine"):
        read_change(base, checkout)


def test_a_base_without_a_common_commit_is_refused(checkout: Path) -> None:
    _git(checkout, "checkout", "--quiet", "--orphan", "other")
    (checkout / "a.py").write_text("of another history\n", "utf-8")
    _commit(checkout)
    with pytest.raises(RunSettingsError, match=r"no commit in common.*shallow"):
        read_change("main", checkout)


def test_a_conflict_is_to_be_resolved_first(checkout: Path) -> None:
    (checkout / "a.py").write_text("mine\n", "utf-8")
    _commit(checkout)
    _git(checkout, "checkout", "--quiet", "main")
    (checkout / "a.py").write_text("of others\n", "utf-8")
    _commit(checkout)
    subprocess.run(["git", "merge", "mine"], cwd=checkout, check=False, capture_output=True)
    with pytest.raises(RunSettingsError, match=r"git has conflicts in a\.py; resolve and add them"):
        read_change("main", checkout)


def test_a_checkout_without_any_commit_has_no_base(tmp_path: Path) -> None:
    _git(tmp_path, "init", "--quiet", "--initial-branch=main")
    with pytest.raises(RunSettingsError, match=r"-D base=main: .* branches are none"):
        read_change("main", tmp_path)
