"""Reads a target file: where the services of a team answer, and what the suite may do with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationError, create_model
from pydantic_core import CoreSchema, ErrorDetails

from environment.attach.values import (
    Address,
    BooksFile,
    Certificates,
    ClockPath,
    DatabaseUrl,
    DriverClass,
    ExistingPath,
    Flag,
    GatewayTestKey,
    ImportFolder,
    SchemaFiles,
    Seconds,
    SigningKey,
    Text,
    Texts,
    Words,
)
from environment.settings import RunSettingsError
from environment.stack.service_settings import SERVICES
from steps.vocabulary.capabilities import Capability
from steps.vocabulary.policies import Policy

HOW = "docs/your-own-services.md has an example"
DRIVERS = (*SERVICES, "refunds", "gateway", "inbox")
"""The drivers that a team may replace: one for each service, and those of refunds, gateway and inbox."""


_EARLIER_NAMES = {
    "lacks": "unsupported",
    "emptying": "reset",
    "passes": "service_tokens",
    "service_token_key": "[service_keys]",
}


FileKind = TypeVar("FileKind", bound="Section")


class TargetFileError(RunSettingsError):
    """A target file that cannot be used: what is wrong, where, and what to do."""


class Section(BaseModel):
    """A section of the file. A key that is not in its class or its `KeyedBy` is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """The values that the file gives, by key."""
        return {key: value for key, value in self if value is not None}


@dataclass(frozen=True)
class KeyedBy:
    """For a section whose keys are the names in a table, all with the same kind of value."""

    names: Iterable[str]
    value: Any
    required: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        fields: dict[str, Any] = {
            str(name): (self.value, ... if self.required else None) for name in self.names
        }
        return handler.generate_schema(create_model(source.__name__, __base__=source, **fields))


class Addresses(Section):
    """`[addresses]`: the services, and the authority that signs their certificates and the inbox's."""

    authority: Certificates | None = None


class IdentityKey(Section):
    """`[identity]`: the key that signs the tokens of customers and staff."""

    private_key_file: SigningKey


class GatewayAccess(Section):
    """`[gateway]`: Stripe's test mode, or our sandbox."""

    address: Address
    secret_key: GatewayTestKey
    publishable_key: Text
    authority: Certificates | None = None
    webhook_secret: Text | None = None
    control_token: Text | None = None


class MailAccess(Section):
    """`[mail]`: the inbox of our mail server; `token` where it demands one."""

    address: Address
    token: Text | None = None


class FaultsSocket(Section):
    """`[faults]`: the control socket of our proxies."""

    control: ExistingPath


class SharedClock(Section):
    """`[clock]`: what the services have as CLOCK_FILE."""

    file: ClockPath


class PartsSocket(Section):
    """`[parts]`: the socket that stops and starts services, and whether it also starts second instances."""

    control: ExistingPath
    instances: Flag = False


class LogFolder(Section):
    """`[logs]`: a folder with a file `<service>.log` for each service."""

    folder: ExistingPath


class ResetCommand(Section):
    """`[reset]`: what empties the shop after each scenario. folder: where it runs, relative to the file."""

    command: Words
    folder: ExistingPath
    seconds: Seconds = 60.0


class ForeignShop(Section):
    """`[shop]`: a shop whose API is not ours.

    python_path: the folder from which the adapter is imported; it stands before the others, since it is read
    first. adapter: its class, `module:Class`. topology: its topology file. start_seconds: how long a start
    of the shop may take. graphql: the schema of each endpoint: a file with SDL or an introspection, or
    "introspection" where the shop is to be asked.
    """

    python_path: ImportFolder | None = None
    adapter: DriverClass
    topology: ExistingPath
    start_seconds: Seconds = 60.0
    graphql: SchemaFiles = Field(default_factory=dict)


class ShopBooks(Section):
    """`[books]`: the database of a shop, and a file with a statement for each part of its books."""

    url: DatabaseUrl
    sql: BooksFile


class TargetFile(Section):
    """A target file without errors. A section that is not in it is empty or None."""

    name: Text
    may_be_emptied: Flag = False
    shop: ForeignShop | None = None
    addresses: Annotated[Addresses, KeyedBy(SERVICES, Address)]
    identity: IdentityKey | None = None
    service_keys: Annotated[Section, KeyedBy(SERVICES, SigningKey)] = Section()
    gateway: GatewayAccess
    mail: MailAccess | None = None
    databases: Annotated[Section, KeyedBy(SERVICES, DatabaseUrl)] = Section()
    books: ShopBooks | None = None
    reset: ResetCommand | None = None
    faults: FaultsSocket | None = None
    clock: SharedClock | None = None
    parts: PartsSocket | None = None
    logs: LogFolder | None = None
    documents: Texts = Field(default_factory=dict)
    drivers: Annotated[Section, KeyedBy(DRIVERS, DriverClass)] = Section()
    unsupported: Annotated[Section, KeyedBy(Capability, Text)] = Section()
    policy: Annotated[Section, KeyedBy(Policy, Text)] = Section()

    def __repr__(self) -> str:
        return f"TargetFile({self.name!r})"  # without its keys


class TargetOfOurApi(TargetFile):
    """A target whose services have our API: each has an address, and people sign in with our key.

    real: the services that are integrated already, as `-D real` names them; the others that a real one calls
    are stubs of the team at their addresses, and drivers act in the place of the rest.
    """

    real: Text | None = None
    addresses: Annotated[Addresses, KeyedBy(SERVICES, Address, required=True)]
    identity: IdentityKey


def read_target(path: Path) -> TargetFile:
    """The file at this path. Raises TargetFileError, with a line for each thing that is wrong."""
    if not path.is_file():
        raise TargetFileError(
            f"-D target={path}: there is no such file; `make up` writes one (reports/target.toml), and {HOW}"
        )
    found = toml_of(path)
    return validated(found, TargetFile if "shop" in found else TargetOfOurApi, path)


def toml_of(path: Path) -> dict[str, Any]:
    """The content of a file. Raises TargetFileError."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise TargetFileError(f"{path} cannot be read: {error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetFileError(f"{path} is no TOML: {error}") from None


def validated(found: Mapping[str, Any], kind: type[FileKind], path: Path) -> FileKind:
    """The content as a file of this kind. Raises TargetFileError, with a line for each mistake."""
    try:
        return kind.model_validate(found, context=path.resolve().parent)
    except ValidationError as error:
        wrong = [f"  {_sentence(each, kind)}" for each in error.errors(include_url=False)]
        raise TargetFileError("\n".join([f"{path} cannot be used:", *wrong])) from None


def _sentence(error: ErrorDetails, kind: type[Section]) -> str:
    """One error of pydantic with its section, its key, and what to do."""
    *sections, key = map(str, error["loc"])
    place = f"[{sections[0]}] " if sections else ""
    match error["type"]:
        case "missing" if not sections and _is_section(kind, key):
            return f"[{key}] is missing: {HOW}"
        case "missing":
            return f"{place}{key} is missing"
        case "model_type":
            return f"{key} is no section: write [{key}] on a line of its own, its keys below"
        case "extra_forbidden":
            return f'{place}"{key}" is unknown: {_hint(key, [*_keys(kind, *sections)])}'
    return f"{place}{key} {error['ctx']['error']}"


def _hint(key: str, known: list[str]) -> str:
    close = [_EARLIER_NAMES[key]] if key in _EARLIER_NAMES else get_close_matches(key, known, 1)
    return f'is "{close[0]}" meant?' if close else f"known are {', '.join(known)}"


def _keys(kind: type[Section], section: str = "") -> Iterator[str]:
    """The keys that a section may have; without a name those of the file."""
    if not section:
        yield from kind.model_fields
        return
    field = kind.model_fields[section]
    yield from (str(name) for each in field.metadata if isinstance(each, KeyedBy) for name in each.names)
    yield from _model_of(field.annotation).model_fields


def _is_section(kind: type[Section], key: str) -> bool:
    model = _model_of(kind.model_fields[key].annotation)
    return isinstance(model, type) and issubclass(model, Section)


def _model_of(annotation: Any) -> Any:
    """The class of a field, also of one that may be None."""
    return next(iter(get_args(annotation)), annotation)
