"""Reads the file of a foreign shop: its adapter, its topology, and how it is started."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from environment.attach.target_file import (
    ForeignShop,
    KeyedBy,
    ResetCommand,
    Section,
    TargetFileError,
    toml_of,
    validated,
)
from environment.attach.values import BooksFile, Commands, ExistingPath, Seconds, Text, Texts, Words
from steps.vocabulary.capabilities import Capability
from steps.vocabulary.policies import Policy


class ShopCommand(Section):
    """`[run]`: how a shop is started.

    command: the server itself, with its arguments. folder: where it runs, relative to the file. environment:
    its variables, in which braces name what the line has. ready: a path that answers 200 when it serves.
    start_seconds: how long a start may take. database: the name of a PostgreSQL database that the line makes
    for it. webhook: the path to which the gateway sends its events.
    """

    command: Words
    folder: ExistingPath
    environment: Texts = Field(default_factory=dict)
    ready: Text = "/health"
    start_seconds: Seconds = 60.0
    database: Text | None = None
    webhook: Text = "/webhooks/stripe"


class Preparation(Section):
    """`[prepare]`: what `make example` runs before the first start, and when the lock file has changed."""

    commands: Commands
    lock: Text


class BooksOfShop(Section):
    """`[books]`: the file with the statements; the database is that of `[run]`."""

    sql: BooksFile


class ShopFile(Section):
    """The file of a shop, without errors.

    stubs: by part of its topology, the OpenAPI document of a service that is not built yet: a stub makes up
    its answers.
    """

    name: Text
    shop: ForeignShop
    run: ShopCommand
    prepare: Preparation | None = None
    stubs: Texts = Field(default_factory=dict)
    books: BooksOfShop | None = None
    reset: ResetCommand | None = None
    unsupported: Annotated[Section, KeyedBy(Capability, Text)] = Section()
    policy: Annotated[Section, KeyedBy(Policy, Text)] = Section()


def read_shop(path: Path) -> ShopFile:
    """The file at this path. Raises TargetFileError, with a line for each thing that is wrong."""
    if not path.is_file():
        raise TargetFileError(
            f"TARGET={path}: there is no such file; docs/your-own-checkout.md has an example"
        )
    return validated(toml_of(path), ShopFile, path)


def values_of(section: Section) -> Mapping[str, str]:
    """The texts of a section by key, as a target file writes them."""
    return {name: str(value) for name, value in section.given().items()}


def documents_of(file: ShopFile, folder: Path) -> dict[str, Path]:
    """The documents of `[stubs]` by part, relative to the folder of the file."""
    return {name: (folder / path).resolve() for name, path in file.stubs.items()}
