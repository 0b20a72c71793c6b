"""The cache of initialized data folders, with a program in initdb's place that says when it was asked."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from environment.runtime.postgres.account import SystemAccount
from environment.runtime.postgres.binaries import Binaries
from environment.runtime.postgres.data_folder import DataFolder, prepare
from environment.runtime.processes import StartUpFailed

INITDB = """#!/bin/sh
while [ "$1" != -D ]; do shift; done
mkdir "$2/global" && echo control > "$2/global/pg_control" && echo 18 > "$2/PG_VERSION"
"""


@pytest.fixture
def binaries(tmp_path: Path) -> Binaries:
    return with_initdb(tmp_path, INITDB)


def with_initdb(place: Path, script: str) -> Binaries:
    initdb = place / "initdb"
    initdb.write_text(script)
    initdb.chmod(0o755)
    return Binaries(place, "postgres (PostgreSQL) 18.6")


def prepared(tmp_path: Path, name: str, binaries: Binaries, cache: Path | None = None) -> DataFolder:
    (tmp_path / name).mkdir()
    return prepare(tmp_path / name / "data", binaries, SystemAccount(), cache or tmp_path / "cache")


def test_the_second_run_copies_what_the_first_has_made(tmp_path: Path, binaries: Binaries) -> None:
    first = prepared(tmp_path, "first", binaries)
    second = prepared(tmp_path, "second", binaries)
    assert (first.from_cache, second.from_cache) == (False, True)
    assert second.admin_password == first.admin_password
    assert (second.path / "global/pg_control").read_text() == "control\n"


def test_the_cache_can_be_read_by_its_owner_only(tmp_path: Path, binaries: Binaries) -> None:
    prepared(tmp_path, "first", binaries)
    entry = next((tmp_path / "cache").iterdir())
    assert entry.stat().st_mode & 0o077 == 0


def test_another_version_has_data_of_its_own(tmp_path: Path, binaries: Binaries) -> None:
    prepared(tmp_path, "first", binaries)
    older = Binaries(binaries.folder, "postgres (PostgreSQL) 16.2")
    assert not prepared(tmp_path, "second", older).from_cache


@pytest.mark.parametrize("damage", ["lost file", "cut file", "no manifest", "half a manifest"])
def test_a_damaged_entry_is_ignored_and_made_anew(tmp_path: Path, binaries: Binaries, damage: str) -> None:
    prepared(tmp_path, "first", binaries)
    entry = next((tmp_path / "cache").iterdir())
    match damage:
        case "lost file":
            (entry / "data/PG_VERSION").unlink()
        case "cut file":
            (entry / "data/PG_VERSION").write_text("")
        case "no manifest":
            (entry / "manifest.json").unlink()
        case _:
            (entry / "manifest.json").write_text('{"password": "x"')
    assert not prepared(tmp_path, "second", binaries).from_cache
    assert prepared(tmp_path, "third", binaries).from_cache


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, binaries: Binaries) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    assert not prepared(tmp_path, "first", binaries, in_the_way).from_cache
    assert not prepared(tmp_path, "second", binaries, in_the_way).from_cache


def test_runs_that_fill_the_cache_at_once_leave_one_sound_entry(tmp_path: Path, binaries: Binaries) -> None:
    runs = [
        threading.Thread(target=prepared, args=(tmp_path, f"run {number}", binaries)) for number in range(8)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert prepared(tmp_path, "last", binaries).from_cache
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_failed_initdb_is_an_error_with_its_output(tmp_path: Path) -> None:
    failing = with_initdb(tmp_path, "#!/bin/sh\necho no space left; exit 3\n")
    with pytest.raises(StartUpFailed, match=r"(?s)initdb ended with exit code 3.*no space left"):
        prepared(tmp_path, "first", failing)
