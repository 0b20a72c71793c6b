"""Reads a topology file, and says with its place what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from environment.topology.model import IntegrationPoint, Operation, Part, PartKind, Protocol, Topology, arrow

_PLACEHOLDER = re.compile(r"\{\w+\}")
_END, _END_OF_QUERY = r"(?:\?|$)", r"(?:&|$)"
_OF_FILE = {"name", "parts", "integration_points"}
_OF_PART = {"role", "kind", "player"}
_OF_POINT = {"caller", "callee", "protocol", "operations", "asynchronous"}
_OF_OPERATION = {"word", "method", "path", "statement", "command", "stores", "asynchronous"}
_SELECTORS = {
    Protocol.HTTP: {"method", "path"},
    Protocol.HTTPS: {"method", "path"},
    Protocol.POSTGRES: {"statement"},
    Protocol.SMTP: {"command"},
}


class TopologyError(ValueError):
    """A topology file that cannot be used; the message names the file, the entry, and what is known."""


def read_topology(path: Path, beside: Topology | None = None) -> Topology:
    """The topology in a TOML file (see bookstore.toml for its form). Raises TopologyError, OSError.

    `beside`: a topology whose parts the file may name, and which the result includes; the file adds to it.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TopologyError(f"{path}: {error}") from None
    try:
        _only(content, _OF_FILE, "the file")
        own = {name: _part(name, part) for name, part in content["parts"].items()}
        parts = {**(beside.parts if beside else {}), **own}
        points = [_point(entry, parts) for entry in content["integration_points"]]
    except KeyError as missing:
        raise TopologyError(f"{path}: there is no {missing}") from None
    except TopologyError as error:
        raise TopologyError(f"{path}: {error}") from None
    points = [*(beside.points.values() if beside else ()), *points]
    by_arrow = {point.arrow: point for point in points}
    if len(by_arrow) < len(points):
        twice = sorted(name for name, count in Counter(point.arrow for point in points).items() if count > 1)
        raise TopologyError(f"{path}: more than one entry for {', '.join(twice)}")
    return Topology(content["name"], parts, by_arrow)


def _part(name: str, entry: Mapping[str, Any]) -> Part:
    _only(entry, _OF_PART, f"the part {name!r}")
    kind = _known(entry["kind"], list(PartKind), f"kind of the part {name!r}")
    return Part(name, entry["role"], PartKind(kind), entry.get("player", ""))


def _point(entry: Mapping[str, Any], parts: Collection[str]) -> IntegrationPoint:
    caller, callee = entry["caller"], entry["callee"]
    name = arrow(caller, callee)
    _only(entry, _OF_POINT, name)
    for end in (caller, callee):
        _known(end, parts, f"part of {name}")
    protocol = Protocol(_known(entry["protocol"], list(Protocol), f"protocol of {name}"))
    asynchronous = entry.get("asynchronous", False)
    operations = [_operation(name, protocol, each, asynchronous) for each in entry["operations"]]
    words = [operation.word for operation in operations]
    if len(set(words)) < len(words):
        raise TopologyError(f"{name}: each operation needs a word of its own: {', '.join(words)}")
    return IntegrationPoint(caller, callee, protocol, tuple(_with_patterns(operations)), asynchronous)


def _operation(name: str, protocol: Protocol, entry: Mapping[str, Any], asynchronous: bool) -> Operation:
    word = entry["word"]
    _only(entry, _OF_OPERATION, f"{name}: {word!r}")
    given = entry.keys() & {"method", "path", "statement", "command"}
    if given != _SELECTORS[protocol]:
        needed = " and ".join(sorted(_SELECTORS[protocol]))
        raise TopologyError(f"{name}: {word!r} is {protocol.upper()} and needs {needed}, not {sorted(given)}")
    command = f"^{re.escape(entry['command'])}" if "command" in entry else None
    return Operation(
        name,
        word,
        method=entry.get("method"),
        path=entry.get("path"),
        matching=entry.get("statement") or command,
        command=entry.get("command"),
        stores=tuple(entry.get("stores", ())),
        asynchronous=entry.get("asynchronous", asynchronous),
    )


def _with_patterns(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if operation.path is None:
            yield operation
            continue
        others = [each.path for each in operations if each.path and each.method == operation.method]
        yield replace(operation, path_pattern=_path_pattern(operation.path, others))


def _path_pattern(path: str, others: Collection[str]) -> str:
    """The regular expression of a path; a placeholder does not take what another path spells out there."""
    segments = path.split("/")
    alternatives = [alternative for each in others if _could_be(alternative := each.split("/"), segments)]
    parts = []
    for place, segment in enumerate(segments):
        if not _PLACEHOLDER.fullmatch(segment):
            parts.append(re.escape(segment))
            continue
        literals = sorted({each[place] for each in alternatives if not _PLACEHOLDER.fullmatch(each[place])})
        excluded = "".join(rf"(?!{re.escape(literal)}(?:[/?]|$))" for literal in literals)
        parts.append(rf"{excluded}[^/?]+")
    return f"^{'/'.join(parts)}{_END_OF_QUERY if '?' in path else _END}"


def _could_be(alternative: list[str], segments: list[str]) -> bool:
    """Whether one request could have both paths, if placeholders took any text."""
    pairs = zip(alternative, segments, strict=False)
    same_length = len(alternative) == len(segments)
    return same_length and all(one == other or "{" in one + other for one, other in pairs)


def _only(entry: Mapping[str, Any], known: Collection[str], what: str) -> None:
    strange = sorted(entry.keys() - set(known))
    if strange:
        raise TopologyError(f"{what}: there is no {strange[0]!r} here; known are {', '.join(sorted(known))}")


def _known(value: str, known: Collection[str], what: str) -> str:
    if value not in known:
        raise TopologyError(f"there is no {what} {value!r}; there are: {', '.join(known)}")
    return value
