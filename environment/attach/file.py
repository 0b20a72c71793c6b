"""Reads a target file: where somebody's services are, and what may be done with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from environment.attach.fields import NEEDED, SECTIONS, TOP, Key, Wrong
from environment.settings import SettingsError
from environment.stack.service_settings import SERVICES
from environment.stack.target import Driver
from steps.vocabulary.capabilities import Capability

HOW = "docs/your-own-services.md has an example"
Section = Mapping[str, Any]


class TargetFileError(SettingsError):
    """A target file that cannot be used: what is wrong, where, and what to do."""


@dataclass(frozen=True)
class TargetFile:
    """A target file that was found to be in order; a section that is not there is empty."""

    path: Path
    name: str
    may_be_emptied: bool
    addresses: Mapping[str, str]
    authority: Path | None
    identity: bytes
    service_token_key: str | None
    gateway: Section
    databases: Mapping[str, str]
    drivers: Mapping[str, Driver]
    lacks: Mapping[Capability, str]
    mail: str | None
    mail_token: str | None
    faults: Path | None
    clock: Path | None
    parts: Path | None
    instances: bool
    logs: Path | None

    def __repr__(self) -> str:
        return f"TargetFile({str(self.path)!r})"


def read_target(path: Path) -> TargetFile:
    """The file at this path. Raises TargetFileError, with a line for each thing that is wrong."""
    if not path.is_file():
        raise TargetFileError(
            f"-D target={path}: there is no such file; `make up` writes one (reports/target.toml), and {HOW}"
        )
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise TargetFileError(f"{path} cannot be read: {error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetFileError(f"{path} is no TOML: {error}") from None
    wrong: list[str] = []
    folder = path.resolve().parent
    top = _section(TOP, {key: value for key, value in found.items() if key not in SECTIONS}, folder, wrong)
    read = {
        name: _section(keys, found[name], folder, wrong, name)
        for name, keys in SECTIONS.items()
        if name in found
    }
    wrong += [f"[{name}] is missing: {HOW}" for name in NEEDED if name not in found]
    if wrong:
        raise TargetFileError("\n".join([f"{path} cannot be used:", *(f"  {each}" for each in wrong)]))
    return _target(path, top, read)


def _target(path: Path, top: Section, read: Mapping[str, Section]) -> TargetFile:
    def only(section: str, key: str) -> Any:
        return read.get(section, {}).get(key)

    return TargetFile(
        path=path,
        name=top["name"],
        may_be_emptied=top.get("may_be_emptied", False),
        addresses={service: read["addresses"][service] for service in SERVICES},
        authority=only("addresses", "authority"),
        identity=read["identity"]["private_key_file"],
        service_token_key=only("identity", "service_token_key"),
        gateway=read["gateway"],
        databases=read.get("databases", {}),
        drivers=read.get("drivers", {}),
        lacks={Capability(name): why for name, why in read.get("lacks", {}).items()},
        mail=only("mail", "address"),
        mail_token=only("mail", "token"),
        faults=only("faults", "control"),
        clock=only("clock", "file"),
        parts=only("parts", "control"),
        instances=bool(only("parts", "instances")),
        logs=only("logs", "folder"),
    )


def _section(
    keys: Mapping[str, Key], found: Any, folder: Path, wrong: list[str], name: str = ""
) -> dict[str, Any]:
    """What could be read of one section; what could not is added to `wrong`."""
    where = f"[{name}] " if name else ""
    if not isinstance(found, dict):
        wrong.append(f"{name} is no section: write [{name}] on a line of its own, its keys below")
        return {}
    wrong += [f"{where}{each}" for each in _unknown(keys, found, name)]
    wrong += [f"{where}{key} is missing" for key, known in keys.items() if known.needed and key not in found]
    read = {}
    for key, known in keys.items():
        if key in found:
            try:
                read[key] = known.read(found[key], folder)
            except Wrong as reason:
                wrong.append(f"{where}{key} {reason}")
    return read


def _unknown(keys: Mapping[str, Key], found: Section, section: str) -> Iterator[str]:
    known = [*keys] if section else [*keys, *SECTIONS]
    for key in found.keys() - set(known):
        close = get_close_matches(key, known, 1)
        hint = f'is "{close[0]}" meant?' if close else f"known are {', '.join(known)}"
        yield f'"{key}" is unknown: {hint}'
