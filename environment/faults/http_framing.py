"""Where an HTTP/1.1 message ends (RFC 9112, section 6). Nothing is changed, little is read.

h11 does this as well, and parses everything on the way; that costs 0.2 ms an exchange and more. Here only
the end is found; tests/environment/faults/test_http_framing.py holds the result to h11's for generated
messages, and h11 still parses what is recorded (environment/evidence/recording/export.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from environment.faults.unit import NotUnderstood

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(
    rb"\n(content-length|transfer-encoding|expect|baggage|traceparent)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE
)
_START = re.compile(rb"HTTP/1\.\d \d{3}|[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.\d\r?\n")
_LONGEST_HEAD = 65_536  # bytes; beyond that it is no head any more
_LONGEST_SIZE_LINE = 1024


@dataclass(slots=True)
class Head:
    """The head of a message: where its body begins, and the few fields that matter on the way."""

    end: int
    fields: dict[bytes, bytes]

    @property
    def chunked(self) -> bool:
        return self.fields.get(b"transfer-encoding", b"").lower().endswith(b"chunked")

    @property
    def length(self) -> int | None:
        """The declared length of the body in bytes."""
        declared = self.fields.get(b"content-length")
        if declared is None:
            return None
        lengths = {part.strip() for part in declared.split(b",")}
        if len(lengths) != 1 or not (only := lengths.pop()).isdigit():
            raise NotUnderstood("a Content-Length that is no number")
        return int(only)


class Framing:
    """Collects bytes and cuts them where messages end."""

    def __init__(self) -> None:
        self.buffer = b""
        self.head: Head | None = None
        self._at = 0  # how far a chunked body has been walked

    def feed(self, data: bytes) -> None:
        """More bytes came."""
        self.buffer = self.buffer + data if self.buffer else data

    def read_head(self) -> Head | None:
        """The head of the message at hand, once it is complete; raises NotUnderstood."""
        if self.head is None and self.buffer:
            found = _HEAD_END.search(self.buffer)
            if found is None:
                if len(self.buffer) > _LONGEST_HEAD or not _may_start(self.buffer):
                    raise NotUnderstood("not HTTP/1.1")
                return None
            if not _START.match(self.buffer):
                raise NotUnderstood("not HTTP/1.1")
            end = found.end()
            fields = {name.lower(): value.strip() for name, value in _FIELD.findall(self.buffer, 0, end)}
            self.head = Head(end, fields)
            self._at = end
        return self.head

    def cut(self, end: int) -> bytes:
        """Take the message that ends here; the rest stays."""
        raw, self.buffer = (
            (self.buffer, b"") if end == len(self.buffer) else (self.buffer[:end], self.buffer[end:])
        )
        self.head = None
        return raw

    def end_by_length(self, length: int) -> int | None:
        """Where a body of so many bytes ends, once it is here."""
        assert self.head
        end = self.head.end + length
        return end if len(self.buffer) >= end else None

    def end_of_chunks(self) -> int | None:
        """Where a chunked body ends (RFC 9112, section 7.1), once it is here; raises NotUnderstood."""
        while (line_end := self.buffer.find(b"\n", self._at, self._at + _LONGEST_SIZE_LINE)) >= 0:
            size = _chunk_size(self.buffer[self._at : line_end])
            if size == 0:
                return self._end_of_trailers(line_end + 1)
            after = line_end + 1 + size + 2
            if len(self.buffer) < after:
                return None
            self._at = after
        return None

    def _end_of_trailers(self, start: int) -> int | None:
        while (line_end := self.buffer.find(b"\n", start)) >= 0:
            if self.buffer[start:line_end] in (b"", b"\r"):
                return line_end + 1
            start = line_end + 1
        return None


def _may_start(data: bytes) -> bool:
    """Whether these first bytes can become a start line."""
    line, newline, _ = data.partition(b"\n")
    return bool(_START.match(data)) if newline else line.isascii() and b"\x00" not in line


def _chunk_size(line: bytes) -> int:
    try:
        return int(line.partition(b";")[0].strip(), 16)
    except ValueError:
        raise NotUnderstood("a chunk without a size") from None
