"""Searches the logs and the results of a run for secrets of the stack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# A signed token: three parts in base64url, the first of which is a JSON object (RFC 7519).
_TOKEN = re.compile(rb"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}")


class SecretLeaked(AssertionError):
    """A secret of the stack was found in a file; the message names both and shows neither."""


def secrets_in(secrets: Mapping[str, str], files: Iterable[Path]) -> Iterator[str]:
    """A sentence for each secret in each file, with the name of the secret and never its value."""
    needles = {name: value.encode() for name, value in secrets.items() if value}
    for file in files:
        content = file.read_bytes()
        for name, needle in needles.items():
            if needle in content:
                yield f"{file} holds the {name}"
        if _TOKEN.search(content):
            yield f"{file} holds a signed token"


def require_no_secrets(secrets: Mapping[str, str], folders: Iterable[Path]) -> None:
    """Raises SecretLeaked if a file below these folders holds a secret. `secrets` are values by name."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    found = list(secrets_in(secrets, files))
    if found:
        raise SecretLeaked("; ".join(found[:10]))
