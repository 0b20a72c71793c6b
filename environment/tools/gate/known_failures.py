"""The known failures: scenarios that may be red for a while, each with an owner, a reason and a date."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

FILE = Path("known_failures.toml")
_FAULTS = {"missing": "is missing", "extra_forbidden": "is unknown"}
_TEXT, _DATE = "a text in quotes", "a date such as 2026-12-31, without quotes"


class BadKnownFailures(Exception):
    """The file cannot be used; the message says what is wrong, where, and what to write instead."""


class KnownFailure(BaseModel):
    """A scenario that may be red until the end of a day."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    scenario: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    expires: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    known: list[KnownFailure] = []


def known_failures(path: Path = FILE) -> tuple[KnownFailure, ...]:
    """The entries of the file; none where there is no file. Raises BadKnownFailures."""
    if not path.exists():
        return ()
    try:
        return tuple(_File.model_validate(tomllib.loads(path.read_text("utf-8"))).known)
    except tomllib.TOMLDecodeError as error:
        raise BadKnownFailures(f"{path} is no TOML: {error}") from None
    except ValidationError as error:
        raise BadKnownFailures("\n".join(f"{path}: {_sentence(each)}" for each in error.errors())) from None


def _sentence(error: ErrorDetails) -> str:
    table, *entry = error["loc"]
    if not entry:
        return f'"{table}" is not valid: write [[known]], with two brackets, before each entry'
    number, *keys = entry
    key = ".".join(map(str, keys))
    not_valid = f"is not valid: write {_DATE if key == 'expires' else _TEXT}"
    return f"entry {int(number) + 1}: {key} {_FAULTS.get(error['type'], not_valid)}"
