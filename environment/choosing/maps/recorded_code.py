"""The code that the maps were made from: a digest of each part, and since which recording it is so.

    bookstore/cart/app.py [1f0a92c4]: _deadlines 22334455 2, run 00a1b2c3

In brackets is the digest of the file, behind each part its own, and the number of the recording that was the
first to find it so, unless that is 1. A part is a function or a constant; `...` is the rest of the file. Of
`environment/` there are files alone, which are called `*`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from environment.choosing.code_parts import CodePart, parts_of
from environment.choosing.maps.function_map import FIRST, MappedFunction
from environment.choosing.maps.map_text import BY_FILE, HEAD, WHOLE, UnreadableMap

REST = "..."
_FOLDERS = ("bookstore", "steps", "environment")
_NOT_RECORDED = ("environment/tools/", "environment/choosing/", "environment/topology/")
_FILE = re.compile(r"(?P<file>\S+) \[(?P<digest>[0-9a-f]{8})\]: (?P<parts>.+)")
_PART = re.compile(r"(?P<name>\S+) (?P<digest>[0-9a-f]{8})(?: (?P<since>\d+))?")


class RecordedPart(NamedTuple):
    """since: the number of the recording that was the first to find it with this digest."""

    digest: str
    since: int


@dataclass(frozen=True)
class RecordedCode:
    """files: the digest of each file. parts: the functions and constants, the rest of a file, whole files."""

    files: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[MappedFunction, RecordedPart] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the last recording before which something has changed."""
        return max((each.since for each in self.parts.values()), default=FIRST - 1)

    def is_younger(self, part: MappedFunction, recording: int) -> bool:
        """Whether a part is not what this recording has seen, or was not there; not if none is known."""
        known = self.parts.get(part)
        return known.since > recording if known else bool(self.parts)

    def text(self) -> str:
        """The content of its file."""
        told: defaultdict[str, list[str]] = defaultdict(list)
        for (file, name), (digest, since) in sorted(self.parts.items()):
            told[file].append(f"{name} {digest}" + (f" {since}" if since != FIRST else ""))
        lines = [f"{file} [{self.files[file]}]: {', '.join(parts)}" for file, parts in told.items()]
        return HEAD + "".join(f"{line}\n" for line in lines)


NOT_RECORDED = RecordedCode()


def read_code(text: str) -> RecordedCode:
    """From `text`. Raises UnreadableMap."""
    files, parts = dict[str, str](), dict[MappedFunction, RecordedPart]()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        found = _FILE.fullmatch(line)
        told = [_PART.fullmatch(each) for each in found["parts"].split(", ")] if found else [None]
        for each in told:
            if not (found and each):
                raise UnreadableMap(f"not a file with its parts and their digests: {line!r}")
            part = MappedFunction(found["file"], each["name"])
            parts[part] = RecordedPart(each["digest"], int(each["since"] or FIRST))
            files[found["file"]] = found["digest"]
    return RecordedCode(files, parts)


def code_now(
    project: Path, recorded: RecordedCode, instead: Mapping[str, str | None] | None = None
) -> RecordedCode:
    """The code as it is; what differs from what is recorded is of the recording after the last one.

    `instead`: other texts of files, None for one that is not to be there.
    """
    files, parts = dict[str, str](), dict[MappedFunction, RecordedPart]()
    known: defaultdict[str, dict[MappedFunction, RecordedPart]] = defaultdict(dict)
    for part, of_part in recorded.parts.items():
        known[part.file][part] = of_part
    following = recorded.last + 1
    now = dict(_files(project))
    for file, text in (instead or {}).items():
        now.pop(file, None)
        if text is not None and _is_recorded(file):
            now[file] = text.encode()
    for file, content in now.items():
        files[file] = _digest(content)
        if recorded.files.get(file) == files[file]:
            parts |= known[file]
            continue
        for name, digest in _parts(file, content).items():
            part = MappedFunction(file, name)
            earlier = known[file].get(part)
            parts[part] = earlier if earlier and earlier.digest == digest else RecordedPart(digest, following)
    return RecordedCode(files, parts)


def _files(project: Path) -> Iterator[tuple[str, bytes]]:
    for folder in _FOLDERS:
        for path in sorted((project / folder).rglob("*.py")):
            file = path.relative_to(project).as_posix()
            if _is_recorded(file):
                yield file, path.read_bytes()


def _is_recorded(file: str) -> bool:
    folder = file.partition("/")[0]
    return folder in _FOLDERS and file.endswith(".py") and not file.startswith(_NOT_RECORDED)


def _parts(file: str, content: bytes) -> dict[str, str]:
    """The digests of the parts of a file, by name; of its content as a whole where that is no Python."""
    try:
        parts = parts_of(content.decode("utf-8"))
    except (SyntaxError, ValueError):  # ValueError: it is no UTF-8, or has a null byte
        return {REST: _digest(content)}
    told: defaultdict[str, list[str]] = defaultdict(list)
    whole = file.startswith(BY_FILE)
    for part, texts in sorted(parts.items()):
        told[WHOLE if whole else _name(part)] += [part.kind, part.name, *texts]
    return {name: _digest("\0".join(texts).encode()) for name, texts in told.items() if name}


def _name(part: CodePart) -> str:
    """Under which name a part is recorded; none for an import, since what uses it changes with it."""
    if part.kind in ("class", "else"):
        return REST
    return "" if part.kind == "import" else part.name


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:8]
