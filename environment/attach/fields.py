"""What may stand in a target file: each section, its keys, and what their values have to look like."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from environment.doubles.clock import ClockFile
from environment.stack.service_settings import SERVICES
from steps.vocabulary.capabilities import Capability

_FROM_ENVIRONMENT = "env:"
_TEST_KEYS = ("sk_test_", "rk_test_")


class Wrong(ValueError):
    """What is wrong with one value, and what to write instead."""


Read = Callable[[Any, Path], Any]
"""From a value of the file, and the folder the file is in. Raises Wrong."""


@dataclass(frozen=True)
class Key:
    """One key of a section."""

    read: Read
    needed: bool = False


def text(value: Any, _: Path) -> str:
    """A text, or `env:NAME` for what an environment variable holds."""
    if not isinstance(value, str) or not value.strip():
        raise Wrong(f"is {_shown(value)}: write a text in quotes")
    if not value.startswith(_FROM_ENVIRONMENT):
        return value
    name = value.removeprefix(_FROM_ENVIRONMENT)
    if not os.environ.get(name):
        raise Wrong(f"asks for the environment variable {name}, which is not set: export {name}=...")
    return os.environ[name]


def flag(value: Any, _: Path) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"is {_shown(value)}: write true or false, without quotes")
    return value


def address(value: Any, folder: Path) -> str:
    """Where something answers HTTP."""
    found = text(value, folder).rstrip("/")
    parts = _parts_of(found)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Wrong(f'is {found!r}: write an address such as "http://cart.test:8080"')
    return found


def database(value: Any, folder: Path) -> str:
    """SQLAlchemy's URL of a PostgreSQL database. Never repeated in a message: it holds a password."""
    found = text(value, folder)
    parts = _parts_of(found)
    if parts.scheme not in ("postgresql", "postgresql+psycopg") or not parts.hostname or parts.path == "/":
        raise Wrong('is no database URL: write "postgresql+psycopg://user:password@host:5432/database"')
    return found.replace("postgresql://", "postgresql+psycopg://", 1)


def place(value: Any, folder: Path) -> Path:
    """A file, folder or socket that exists; relative to the target file."""
    found = folder / Path(text(value, folder)).expanduser()
    if not found.exists():
        raise Wrong(f"names {found}, which does not exist: is the target up?")
    return found


def authority(value: Any, folder: Path) -> Path:
    """A file with the certificates (PEM) of whoever signs those of a server."""
    found = place(value, folder)
    try:
        ssl.create_default_context(cafile=found)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise Wrong(f"names {found}, which holds no certificates in PEM: {error}") from None
    return found


def clock(value: Any, folder: Path) -> Path:
    """The file of eight bytes that all services read and the suite writes."""
    found = place(value, folder)
    try:
        ClockFile(found, new=False)
    except (OSError, ValueError) as error:
        raise Wrong(
            f"names {found}, which cannot be the services' clock ({error}): name the file that they have as "
            "CLOCK_FILE, and that may be written"
        ) from None
    return found


def signing_key(value: Any, folder: Path) -> bytes:
    """A file with the Ed25519 key (PEM) that signs the tokens of customers and staff."""
    found = place(value, folder)
    try:
        key = load_pem_private_key(found.read_bytes(), password=None)
    except TypeError:
        unlock = f"openssl pkey -in {found} -out <unlocked>"
        raise Wrong(f"names {found}, which is locked by a password: {unlock}, and name that one") from None
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise Wrong(f"names {found}, which is no private key in PEM: {error}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Wrong(f"names {found}, which holds no Ed25519 key: tokens are signed with EdDSA")
    return found.read_bytes()


def test_key(value: Any, folder: Path) -> str:
    """A secret key of the gateway's test mode; any other moves real money."""
    found = text(value, folder)
    if not found.startswith(_TEST_KEYS):
        raise Wrong(
            "is no test key (sk_test_... or rk_test_...): the suite buys books, and runs against no shop "
            "that takes real money. Nothing was sent"
        )
    return found


def driver(value: Any, folder: Path) -> Any:
    """A class, written `package.module:Class`."""
    module, colon, name = text(value, folder).partition(":")
    if not (module and colon and name):
        raise Wrong(f'is {value!r}: write "package.module:Class"')
    try:
        found = import_module(module)
    except ImportError as error:
        raise Wrong(f"cannot be imported ({error}): is the package on PYTHONPATH?") from None
    except Exception as error:  # noqa: BLE001 - a team's own module may raise whatever it likes
        said = f"{type(error).__name__}: {error}"
        raise Wrong(f'cannot be imported ({said}): try python -c "import {module}"') from None
    if not hasattr(found, name):
        raise Wrong(f"names {name}, which {module} does not have")
    return getattr(found, name)


DRIVERS = (*SERVICES, "refunds", "gateway", "inbox")
"""Which of our drivers a team may replace: one for each service, the refund desk, gateway and inbox."""

TOP: Mapping[str, Key] = {"name": Key(text, needed=True), "may_be_emptied": Key(flag)}
SECTIONS: Mapping[str, Mapping[str, Key]] = {
    "addresses": {
        **{service: Key(address, needed=True) for service in SERVICES},
        "authority": Key(authority),
    },
    "identity": {"private_key_file": Key(signing_key, needed=True), "service_token_key": Key(text)},
    "gateway": {
        "address": Key(address, needed=True),
        "secret_key": Key(test_key, needed=True),
        "publishable_key": Key(text, needed=True),
        "authority": Key(authority),
        "webhook_secret": Key(text),
        "control_token": Key(text),
    },
    "mail": {"address": Key(address, needed=True), "token": Key(text)},
    "databases": {service: Key(database) for service in SERVICES},
    "faults": {"control": Key(place, needed=True)},
    "clock": {"file": Key(clock, needed=True)},
    "parts": {"control": Key(place, needed=True), "instances": Key(flag)},
    "logs": {"folder": Key(place, needed=True)},
    "drivers": {name: Key(driver) for name in DRIVERS},
    "lacks": {capability.value: Key(text) for capability in Capability},
}
NEEDED = ("addresses", "identity", "gateway")


def _parts_of(url: str) -> SplitResult:
    """Empty where it is none, as urlsplit says of most that is none."""
    try:
        return urlsplit(url)
    except ValueError:  # such as a bracket that is not closed
        return SplitResult("", "", "", "", "")


def _shown(value: Any) -> str:
    """A short text is shown as it stands; what may be long or secret by its kind."""
    return {str: "empty", bool: str(value).lower(), int: str(value)}.get(
        type(value), f"a {type(value).__name__}"
    )
