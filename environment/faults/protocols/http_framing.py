"""Finds the end of an HTTP/1.1 message (RFC 9112, section 6), without parsing or changing it.

h11 parses the whole message, which costs 0.2 ms an exchange and more. This module finds only the
end. tests/environment/faults/test_http_framing.py compares the ends with h11's for
generated messages; h11 parses the recorded messages later (environment/evidence/recording/export.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from environment.faults.protocols.codec import UnparsableBytes

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(
    rb"\n(content-length|transfer-encoding|expect|baggage|traceparent)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE
)
_START = re.compile(rb"HTTP/1\.\d \d{3}|[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.\d\r?\n")
_LONGEST_HEAD = 65_536  # bytes; longer input is not HTTP
_LONGEST_SIZE_LINE = 1024
_MOST_DIGITS = 18  # of a length: Python refuses to read 4,301


@dataclass(slots=True)
class Head:
    """The head of a message: where its body begins, and the fields that the proxy reads."""

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
        only = lengths.pop()
        if lengths or not only.isdigit() or len(only) > _MOST_DIGITS:
            raise UnparsableBytes("a Content-Length that is no number")
        return int(only)


class Framing:
    """Collects bytes and divides them where messages end."""

    def __init__(self) -> None:
        self.buffer = b""
        self.head: Head | None = None
        self._at = 0  # the end of the last whole chunk

    def feed(self, data: bytes) -> None:
        """Append bytes that came in."""
        self.buffer = self.buffer + data if self.buffer else data

    def read_head(self) -> Head | None:
        """The head of the first message, once it is complete; raises UnparsableBytes."""
        if self.head is None and self.buffer:
            found = _HEAD_END.search(self.buffer)
            if found is None:
                if len(self.buffer) > _LONGEST_HEAD or not _may_start(self.buffer):
                    raise UnparsableBytes("not HTTP/1.1")
                return None
            if not _START.match(self.buffer):
                raise UnparsableBytes("not HTTP/1.1")
            end = found.end()
            fields = {name.lower(): value.strip() for name, value in _FIELD.findall(self.buffer, 0, end)}
            self.head = Head(end, fields)
            self._at = end
        return self.head

    def cut(self, end: int) -> bytes:
        """Remove and return the message that ends here."""
        raw, self.buffer = (
            (self.buffer, b"") if end == len(self.buffer) else (self.buffer[:end], self.buffer[end:])
        )
        self.head = None
        return raw

    def end_by_length(self, length: int) -> int | None:
        """Where a body of so many bytes ends, once all of it has come."""
        assert self.head
        end = self.head.end + length
        return end if len(self.buffer) >= end else None

    def end_of_chunks(self) -> int | None:
        """Where a chunked body ends (RFC 9112, section 7.1), once it has come. Raises UnparsableBytes."""
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
        raise UnparsableBytes("a chunk without a size") from None
