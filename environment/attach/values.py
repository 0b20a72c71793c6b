"""The values of a target file: how each kind is read, and the sentence for a value that cannot be used.

Every reader raises ValueError, whose message follows the name of the key: "is 8080: write a text in quotes".
pydantic collects these messages, and `target_file` writes the place in front of each.
"""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BeforeValidator, ValidationInfo

from environment.audit.facts.books import BadBooks, read_books
from environment.doubles.clock import ClockFile

_FROM_ENVIRONMENT = "env:"
INTROSPECTION = "introspection"
"""Instead of a file with a GraphQL schema: the shop is asked for it."""
_TEST_KEYS = ("sk_test_", "rk_test_")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"is {_shown(value)}: write a text in quotes")
    if not value.startswith(_FROM_ENVIRONMENT):
        return value
    name = value.removeprefix(_FROM_ENVIRONMENT)
    if not os.environ.get(name):
        raise ValueError(f"asks for the environment variable {name}, which is not set: export {name}=...")
    return os.environ[name]


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        shown = "a text" if isinstance(value, str) else _shown(value)
        raise ValueError(f"is {shown}: write true or false, without quotes")
    return value


def _address(value: Any) -> str:
    found = _text(value).rstrip("/")
    parts = _split(found)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f'is {found!r}: write an address such as "http://cart.test:8080"')
    return found


def _database_url(value: Any) -> str:
    found = _text(value)
    parts = _split(found)
    if parts.scheme not in ("postgresql", "postgresql+psycopg") or not parts.hostname or parts.path == "/":
        # The value is not shown: it holds a password.
        raise ValueError('is no database URL: write "postgresql+psycopg://user:password@host:5432/database"')
    return found.replace("postgresql://", "postgresql+psycopg://", 1)


def _existing_path(value: Any, info: ValidationInfo) -> Path:
    folder: Any = info.context  # the folder of the target file
    found: Path = folder / Path(_text(value)).expanduser()
    if not found.exists():
        raise ValueError(f"names {found}, which does not exist: is the target up?")
    return found


def _certificates(value: Any, info: ValidationInfo) -> Path:
    found = _existing_path(value, info)
    try:
        ssl.create_default_context(cafile=found)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise ValueError(f"names {found}, which holds no certificates in PEM: {error}") from None
    return found


def _clock_file(value: Any, info: ValidationInfo) -> Path:
    found = _existing_path(value, info)
    try:
        ClockFile(found, new=False)
    except (OSError, ValueError) as error:
        raise ValueError(
            f"names {found}, which cannot be the services' clock ({error}): name the file that they have as "
            "CLOCK_FILE, and that may be written"
        ) from None
    return found


def _signing_key(value: Any, info: ValidationInfo) -> bytes:
    found = _existing_path(value, info)
    try:
        key = load_pem_private_key(found.read_bytes(), password=None)
    except TypeError:
        unlock = f"openssl pkey -in {found} -out <unlocked>"
        raise ValueError(
            f"names {found}, which is locked by a password: {unlock}, and name that one"
        ) from None
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise ValueError(f"names {found}, which is no private key in PEM: {error}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"names {found}, which holds no Ed25519 key: tokens are signed with EdDSA")
    return found.read_bytes()


def _test_key(value: Any) -> str:
    found = _text(value)
    if not found.startswith(_TEST_KEYS):
        raise ValueError(
            "is no test key (sk_test_... or rk_test_...): the suite buys books, and runs against no shop "
            "that takes real money. Nothing was sent"
        )
    return found


def _import_folder(value: Any, info: ValidationInfo) -> Path:
    found = _existing_path(value, info).resolve()
    if str(found) not in sys.path:
        sys.path.append(str(found))
    return found


def _imported(value: Any) -> Any:
    module, colon, name = _text(value).partition(":")
    if not (module and colon and name):
        raise ValueError(f'is {value!r}: write "package.module:Class"')
    try:
        found = import_module(module)
    except ImportError as error:
        raise ValueError(f"cannot be imported ({error}): is the package on PYTHONPATH?") from None
    except Exception as error:  # noqa: BLE001 - a module of another team may raise any exception
        raised = f"{type(error).__name__}: {error}"
        raise ValueError(f'cannot be imported ({raised}): try python -c "import {module}"') from None
    if not hasattr(found, name):
        raise ValueError(f"names {name}, which {module} does not have")
    return getattr(found, name)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('is no command: write a list such as ["node", "server.js"]')
    return tuple(map(_text, value))


def _commands(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('is no list of commands: write [["npm", "ci"]]')
    return tuple(map(_words, value))


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("is no table: write [run.environment] on a line of its own, its names below")
    return {str(name): _text(each) for name, each in value.items()}


def _schema_files(value: Any, info: ValidationInfo) -> dict[str, Path | None]:
    if not isinstance(value, dict):
        raise ValueError('is no table: write [shop.graphql], below it "/graphql" = "schema.graphql"')
    return {str(path): _schema_file(str(path), each, info) for path, each in value.items()}


def _schema_file(path: str, value: Any, info: ValidationInfo) -> Path | None:
    if not path.startswith("/"):
        raise ValueError(f'has "{path}": write the path of the endpoint, such as "/graphql"')
    if _text(value) == INTROSPECTION:
        return None
    from environment.evidence.contract.graphql_schema import UnreadableSchema, schema_in  # noqa: PLC0415 - imports graphql-core, which few targets need

    found = _existing_path(value, info)
    try:
        schema_in(found)
    except (UnreadableSchema, OSError, UnicodeDecodeError) as error:
        raise ValueError(f"names {found}: {error}") from None
    return found


def _books_file(value: Any, info: ValidationInfo) -> Path:
    found = _existing_path(value, info)
    try:
        read_books(found.read_text("utf-8"))
    except (BadBooks, OSError, UnicodeDecodeError) as error:
        raise ValueError(f"names {found}: {error}") from None
    return found


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"is {_shown(value)}: write a number of seconds above 0")
    return float(value)


Text = Annotated[str, BeforeValidator(_text)]
"""A text, or `env:NAME` for the value of an environment variable."""
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""A command with its arguments."""
Commands = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_commands)]
"""Commands with their arguments, in their order."""
Texts = Annotated[Mapping[str, str], BeforeValidator(_texts)]
"""Texts by name, such as the variables of an environment."""
SchemaFiles = Annotated[Mapping[str, Path | None], BeforeValidator(_schema_files)]
"""Files with GraphQL schemas, by the path of their endpoint; None: the shop is asked for it."""
BooksFile = Annotated[Path, BeforeValidator(_books_file)]
"""A file with the statements of a shop's books (environment/audit/facts/books.py)."""
Seconds = Annotated[float, BeforeValidator(_seconds)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Address = Annotated[str, BeforeValidator(_address)]
"""The URL of a part that answers HTTP, without a slash at its end."""
DatabaseUrl = Annotated[str, BeforeValidator(_database_url)]
"""SQLAlchemy's URL of a PostgreSQL database."""
ExistingPath = Annotated[Path, BeforeValidator(_existing_path)]
"""A file, folder or socket; relative to the target file."""
Certificates = Annotated[Path, BeforeValidator(_certificates)]
"""A file with the certificates (PEM) of an authority."""
ClockPath = Annotated[Path, BeforeValidator(_clock_file)]
"""The file of eight bytes that all services read and the suite writes."""
SigningKey = Annotated[bytes, BeforeValidator(_signing_key)]
"""The Ed25519 key (PEM) in a file, which signs tokens: of customers and staff, or of one service."""
GatewayTestKey = Annotated[str, BeforeValidator(_test_key)]
"""A secret key of the gateway's test mode: any other key moves real money."""
ImportFolder = Annotated[Path, BeforeValidator(_import_folder)]
"""A folder that Python imports modules from as well."""
DriverClass = Annotated[Any, BeforeValidator(_imported)]
"""A class, written `package.module:Class`."""


def _split(url: str) -> SplitResult:
    """The parts of a URL; all are empty where urlsplit cannot read it, such as a bracket without its pair."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _shown(value: Any) -> str:
    """How a message shows a wrong value: a short one as it is, one that may be long or secret by its kind."""
    return {str: "empty", bool: str(value).lower(), int: str(value)}.get(
        type(value), f"a {type(value).__name__}"
    )
