"""A block of a report: the data files of some scenarios, packed so that a browser can unpack them.

Scenarios are alike but for ids, times and amounts, and deflate, all that a browser brings along, looks back
32 kB only. So the values are taken out of the texts: every word with a digit. What remains, cut into pieces,
is the same in most files; it is kept once, and a file is the numbers of its pieces and its values.
A gzip of all that has a third of the size of a gzip of the files.

Texts in base64, such as the drawing inside of a description, are texts of their own in the block.
The format is the JSON document that `packed_block` makes; unpack.js reads it.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LEVEL = 9
_VALUE = re.compile(r"((?<![A-Za-z0-9_-])[A-Za-z_-]{0,16}[0-9][A-Za-z0-9_-]*+)")
_EMBEDDED = re.compile(r"(?<=;base64,)[A-Za-z0-9+/]{400,}={0,2}")
# Characters that no packed text may hold: the place of a value, the ends of the number of an embedded text.
_PLACE, _NUMBER = "\0", "\1"


def packed_block(files: Mapping[str, bytes]) -> str:
    """The files, by name, as base64 of a gzip."""
    block = _Block()
    for name, content in files.items():
        block.add(name, content)
    document = {
        "names": block.names,
        "texts": block.texts,
        "values": block.values,
        "pieces": [*block.pieces],
        "raw": block.raw,
    }
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return zipped(written)


def zipped(content: bytes) -> str:
    """A gzip as base64, the same for the same content."""
    return base64.b64encode(gzip.compress(content, compresslevel=_LEVEL, mtime=0)).decode()


@dataclass
class _Block:
    """Texts by number, each as the separator and the numbers of its pieces, and as its values.

    names: the number of the text of each file. Files with the same content share one.
    raw: files by name that are no text, in base64.
    """

    names: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    pieces: dict[str, int] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        text = _text(content)
        if text is None:
            self.raw[name] = base64.b64encode(content).decode()
        else:
            self.names[name] = self._number(_EMBEDDED.sub(self._embedded, text))

    def _embedded(self, found: re.Match[str]) -> str:
        """The place of a text in base64, which becomes a text of its own."""
        text = _embedded_text(found[0])
        return found[0] if text is None else f"{_NUMBER}{self._number(text)}{_NUMBER}"

    def _number(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = len(self.texts)
            self._append(text)
        return self._known[text]

    def _append(self, text: str) -> None:
        parts = _VALUE.split(text)
        separator = "<" if text.startswith("<") else "{"
        pieces = _PLACE.join(parts[::2]).split(separator)
        numbers = [self.pieces.setdefault(piece, len(self.pieces)) for piece in pieces]
        self.texts.append(separator + " ".join(map(str, numbers)))
        self.values.append(" ".join(parts[1::2]))


def _text(content: bytes) -> str | None:
    """None where the content is no text, or holds characters that mark places here."""
    if b"\0" in content or b"\1" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _embedded_text(encoded: str) -> str | None:
    """None where it is no text, or not the one way to write it in base64."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return None
    return _text(content) if base64.b64encode(content).decode() == encoded else None
