"""`make documents`: writes the OpenAPI documents that the stubs have, from the services themselves.

A test holds each of them to its service, so that the document of a stub cannot grow old.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import requests

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.stubs.stub import DOCUMENTS

_SECONDS = 10


def as_text(document: Mapping[str, Any]) -> str:
    """A document with a line for each path, schema and security scheme, so that a change is one line."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    yield from _listed({name: value for name, value in document.items() if name not in _SPLIT}, last=False)
    yield '"paths": {'
    yield from _listed(document["paths"])
    yield '}, "components": {'
    for place, (name, members) in enumerate(document["components"].items(), start=1):
        yield f"{json.dumps(name)}: {{"
        yield from _listed(members)
        yield "}" if place == len(document["components"]) else "},"
    yield "}}"


_SPLIT = ("paths", "components")


def _listed(members: Mapping[str, Any], *, last: bool = True) -> Iterator[str]:
    for place, (name, value) in enumerate(members.items(), start=1):
        comma = "" if last and place == len(members) else ","
        yield f"{json.dumps(name)}: {json.dumps(value)}{comma}"


def main() -> int:
    """Start a bookstore, and write the document of each service."""
    DOCUMENTS.mkdir(exist_ok=True)
    with Stack() as stack:
        for service in SERVICES:
            answer = requests.get(f"{stack.url(service)}/openapi.json", timeout=_SECONDS)
            answer.raise_for_status()
            (DOCUMENTS / f"{service}.json").write_text(as_text(answer.json()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
