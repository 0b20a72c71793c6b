"""The change of a working tree since a base, as git knows it: commits, and what is not committed yet."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from environment.choosing.change.changed_file import ChangedFile
from environment.settings import RunSettingsError

_WANTED = "What has changed is not known"


@dataclass(frozen=True)
class GitChange:
    """since: the branch or commit that was named. base: the commit at which the branch has left it, in short.

    uncommitted: how many files are not committed.
    """

    since: str
    base: str
    files: tuple[ChangedFile, ...]
    uncommitted: int


def read_change(base: str, folder: Path) -> GitChange:
    """Everything below the folder that differs from where the branch has left its base.

    Files that are not added yet count as well; those that git ignores do not. A renamed file is one that is
    gone and one that is there. Raises RunSettingsError where there is no such change.
    """
    git = _Git(folder)
    git.require_checkout()
    left = git.where_branch_left(base)
    git.require_merged()
    new = git.lines("ls-files", "--others", "--exclude-standard", "-z")
    changed = git.lines("diff", "--name-only", "--no-renames", "--relative", "-z", left, "--")
    uncommitted = {*new, *git.lines("diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--")}
    files = tuple(git.changed_file(left, path) for path in sorted({*changed, *new}))
    return GitChange(base, left[:10], files, len(uncommitted))


class _Git:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def require_checkout(self) -> None:
        try:
            asked = self._run("rev-parse", "--is-inside-work-tree")
        except OSError as error:
            raise RunSettingsError(f"{_WANTED}: git cannot be started ({error.strerror})") from error
        if asked.stdout.strip() != b"true":
            raise RunSettingsError(
                f"{_WANTED}: {self._folder} is no checkout of git "
                f"({_first_line(asked.stderr)}), which -D select=changed and -D base need"
            )

    def where_branch_left(self, base: str) -> str:
        """The last common commit of the base and of what is checked out."""
        if self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").returncode:
            branches = self._run("branch", "--all", "--format=%(refname:short)").stdout.decode().split()
            known = ", ".join(branches) or "none"
            raise RunSettingsError(
                f"-D base={base}: git knows no such commit or branch; branches are {known}"
            )
        common = self._run("merge-base", base, "HEAD")
        if common.returncode:
            raise RunSettingsError(
                f"-D base={base}: it has no commit in common with what is checked out; where the clone is "
                "shallow, fetch more of its history"
            )
        return common.stdout.decode().strip()

    def require_merged(self) -> None:
        """Files in conflict have no content that could be compared."""
        unmerged = self.lines("diff", "--name-only", "--diff-filter=U", "--relative", "-z")
        if unmerged:
            raise RunSettingsError(
                f"{_WANTED}: git has conflicts in {', '.join(sorted(set(unmerged)))}; resolve and add them"
            )

    def changed_file(self, commit: str, path: str) -> ChangedFile:
        """Both versions of a file: that of the commit, and that of the working tree."""
        shown = self._run("cat-file", "blob", f"{commit}:./{path}")
        file = self._folder / path
        versions = [
            None if shown.returncode else shown.stdout,
            file.read_bytes() if file.is_file() else None,
        ]
        try:
            before, after = (None if each is None else each.decode("utf-8") for each in versions)
        except UnicodeDecodeError:
            return ChangedFile(path, None, None, is_text=False)
        return ChangedFile(path, before, after)

    def lines(self, *arguments: str) -> Iterable[str]:
        """The paths that a command of git lists. Raises RunSettingsError."""
        found = self._run(*arguments)
        if found.returncode:
            raise RunSettingsError(f"{_WANTED}: git {arguments[0]}: {_first_line(found.stderr)}")
        return [each.decode("utf-8", "surrogateescape") for each in found.stdout.split(b"\0") if each]

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", *arguments], cwd=self._folder, capture_output=True, check=False)


def _first_line(said: bytes) -> str:
    return said.decode("utf-8", "replace").strip().partition("\n")[0]
