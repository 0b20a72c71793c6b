"""An initialized data folder: made by initdb once, then copied from the cache of the user."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from environment.runtime.postgres.account import SystemAccount
from environment.runtime.postgres.binaries import ENVIRON, Binaries
from environment.runtime.processes.failure import StartUpFailed

ADMIN = "postgres"
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class DataFolder:
    """The data of one server. `from_cache`: whether they were copied from the cache."""

    path: Path
    admin_password: str
    from_cache: bool


def default_cache() -> Path | None:
    """The user's cache folder for this suite; None for an account without a home folder."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "checkout-acceptance"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "checkout-acceptance"


def prepare(folder: Path, binaries: Binaries, account: SystemAccount, cache: Path | None) -> DataFolder:
    """Initialize `folder`, from the cache if the cache has a complete entry.

    Raises:
        StartUpFailed: initdb failed; the message has its output.
    """
    entry = _entry(cache, binaries) if cache else None
    if entry and (password := _copy_from(entry, folder, account)):
        return DataFolder(folder, password, from_cache=True)
    password = secrets.token_urlsafe(24)
    _initialize(folder, binaries, account, password)
    if entry:
        with suppress(OSError):  # the run goes on without a cache
            _copy_to(entry, folder, password)
    return DataFolder(folder, password, from_cache=False)


def forget(binaries: Binaries, cache: Path | None) -> None:
    """Remove the cache entry, on which a server did not start."""
    if cache:
        shutil.rmtree(_entry(cache, binaries), ignore_errors=True)


def _flags(binaries: Binaries) -> list[str]:
    flags = [
        "-U",
        ADMIN,
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
        "--no-instructions",
    ]
    flags += ["--wal-segsize=1"]  # 28 MB instead of 39
    return flags + (["--no-data-checksums"] if binaries.major >= 18 else [])


def _initialize(folder: Path, binaries: Binaries, account: SystemAccount, password: str) -> None:
    _empty(folder, account)
    secret = folder.with_name("password")
    secret.touch(mode=0o600)
    secret.write_text(password)
    account.own(secret)
    command = [str(binaries.initdb), "-D", str(folder), "--pwfile", str(secret), *_flags(binaries)]
    log = folder.with_name("initdb.log")
    with log.open("wb") as output:
        done = subprocess.run(
            command, env=ENVIRON, cwd="/", stdout=output, stderr=output, check=False, **account.credentials
        )
    secret.unlink()
    if done.returncode != 0:
        raise StartUpFailed(f"initdb ended with exit code {done.returncode}", " ".join(command), log)


def _empty(folder: Path, account: SystemAccount) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    account.own(folder)


def _entry(cache: Path, binaries: Binaries) -> Path:
    made_of = [binaries.version, platform.machine(), *_flags(binaries)]
    return cache / f"postgres-{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]}"


def _copy_from(entry: Path, folder: Path, account: SystemAccount) -> str | None:
    """The administrator's password; None if the entry is missing or its files have other sizes now."""
    try:
        manifest = json.loads((entry / _MANIFEST).read_text())
        password, sizes = str(manifest["password"]), manifest["sizes"]
        if _sizes(entry / "data") != sizes:
            return None
        _empty(folder, account)
        shutil.copytree(entry / "data", folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            account.own(Path(place, name))
    return password


def _copy_to(entry: Path, folder: Path, password: str) -> None:
    """Make the entry beside its place, then rename it: another run sees a complete entry or none."""
    entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f"{entry.name}.", dir=entry.parent))
    try:
        shutil.copytree(folder, making / "data")
        manifest = {"password": password, "sizes": _sizes(making / "data")}
        (making / _MANIFEST).write_text(json.dumps(manifest))
        shutil.rmtree(entry, ignore_errors=True)  # a damaged entry; a complete one would have been used
        making.rename(entry)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _sizes(folder: Path) -> dict[str, int]:
    return {
        os.path.relpath(os.path.join(place, name), folder): os.stat(os.path.join(place, name)).st_size  # noqa: PTH118, PTH116 - a thousand files, ten times as quick
        for place, _, names in os.walk(folder)
        for name in names
    }
