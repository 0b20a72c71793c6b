"""Parses a mail, unless it is built so that the parser of the standard library would take too long.

That parser is quadratic or worse in the depth of multiparts, and in the words and special characters of a
header. The mails of a shop stay far below the limits. A mail above one is stored, and shown without content.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import TypeVar

_MOST_BYTES = 1024 * 1024
_MOST_LINES = 20_000
_MOST_BOUNDARIES = 1000
_MOST_MULTIPARTS = 20
_MOST_HEADER_BYTES = 8 * 1024
_LONGEST_HEADER = 2000
_MOST_TOKENS = 200
"""In one header: its blanks and special characters, for example the commas between addresses."""

_HEADER = re.compile(rb"^[!-9;-~]+:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
_PART_HEADER = re.compile(rb"^content-[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_MULTIPART = re.compile(rb"multipart/|message/", re.IGNORECASE)
_TOKEN = re.compile(rb"""\s+|[][()<>@,:;\\"*']|=\?""")
Value = TypeVar("Value")


def parsed(raw: bytes) -> EmailMessage:
    """The message; an empty one where it exceeds a limit."""
    if not _within_limits(raw):
        return EmailMessage(policy.default)
    return safely(lambda: message_from_bytes(raw, policy=policy.default), EmailMessage(policy.default))


def safely(read: Callable[[], Value], default: Value) -> Value:
    """What `read` returns, or the default where the parser fails: it may raise any error."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - IndexError, RecursionError, LookupError and others, by the malformation
        return default


def readable(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates come from bytes that are no UTF-8, and from UTF-7."""
    return text.encode("utf-8", "replace").decode("utf-8")


def text_of(message: EmailMessage, subtype: str) -> str:
    """The part of type text/`subtype`, read as UTF-8 where its own character set is unknown or wrong.

    A multipart without its boundary is shown as plain text. The parser may raise any error.
    """
    part = message.get_body((subtype,))
    if part is not None:
        return safely(lambda: str(part.get_content()), "") or _as_utf8(part)
    whole = message.get_content_maintype() == "multipart" and not message.is_multipart()
    return _as_utf8(message) if whole and subtype == "plain" else ""


def _as_utf8(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _within_limits(raw: bytes) -> bool:
    if len(raw) > _MOST_BYTES or raw.count(b"\n") > _MOST_LINES:
        return False
    if len(_BOUNDARY.findall(raw)) > _MOST_BOUNDARIES or len(_MULTIPART.findall(raw)) > _MOST_MULTIPARTS:
        return False
    top = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    headers = [*_HEADER.findall(top), *_PART_HEADER.findall(raw)]
    return len(top) <= _MOST_HEADER_BYTES and all(
        len(header) <= _LONGEST_HEADER and len(_TOKEN.findall(header)) <= _MOST_TOKENS for header in headers
    )
