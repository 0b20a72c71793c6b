"""Masks secrets by the name of their field, then by their shape.

Masking by name comes first, since a secret may have any shape. Masking by shape finds a secret in an
unexpected place, such as a key in the text of an error. The JSON type stays, so that a masked body still fits
its schema: text becomes `***`, a number 0.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from environment.evidence.recording.credentials import described
from environment.evidence.recording.json_value import Json

MASK = "***"

_SECRET_HEADER = re.compile(
    r"authori[sz]ation|cookie|token|secret|password|signature|api[-_]?key|x-.*-key$|^x-auth", re.IGNORECASE
)
# Field names whose values are secret. `idempotency_key` and a bare `key` stay visible: they name an intent
# and grant no access. Statuses and counts (token_type, tokens_left) are masked as well, to be on the safe
# side.
_SECRET_NAME = re.compile(
    r"passw(or)?d|pwd|secret|token|api[-_]?key|(access|private|signing|encryption|service)[-_]?key|authori[sz]ation"
    r"|credential|signature|session[-_]?id|cookie|cvc|cvv|iban|(^|[\[_.-])(card[-_]?)?number\]?$|(^|[\[_.-])pan\]?$"
    r"|account[-_]?number|bearer|(^|[\[_.-])(pin|otp)\]?$",
    re.IGNORECASE,
)
_VISIBLE_NAME = re.compile(r"(order|phone|line|page|version|sequence|attempt)[-_]?number$", re.IGNORECASE)

# Each shape with words, one of which its text must contain: a search for the words first is ten times as
# fast.
_SHAPES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (words, re.compile(pattern), masked)
    for words, pattern, masked in (
        (("_",), r"\b((?:sk|rk|pk)_(?:test|live)|whsec|pm|seti|cs|ek)_(?=\w*[0-9A-Z])\w{6,}", r"\1_***"),
        (("_secret_",), r"\b(pi|seti)_(\w+)_secret_\w+", r"\1_\2_secret_***"),
        (("eyj",), r"\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*)?", "jwt.***"),
        (("bearer", "basic", "digest"), r"(?i)\b(bearer|basic|digest)(\s+)[\w.~+/=-]{6,}", r"\1\2***"),
        (  # words in small letters may have this form as well: a code in small letters has a digit
            ("-",),
            r"(?<![\w-])(?=[0-9-]*[A-Za-z])(?=[A-Za-z-]*[0-9]|[A-Z]{4}-)"
            r"(?i:[0-9A-TV-Z]{4}(?:-[0-9A-TV-Z]{4}){3})(?![\w-])",
            "gift card ***",
        ),
        (("://",), r"(?i)(\b[a-z][a-z0-9+.-]*://[^\s/:@]*):[^\s/@]+@", r"\1:***@"),
        (
            ("private key",),
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
            "private key ***",
        ),
        (
            ("passw", "secret", "token", "key", "authorization"),
            r"(?i)((?:passw(?:or)?d|secret|token|api[-_]?key|authorization)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;}]+",
            r"\1***",
        ),
    )
)
_SHORT = 100  # characters
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
# One pass, since a comment may contain a quote and a quote a comment. An open one ends with the statement.
_SQL = re.compile(
    r"(?P<comment>/\*[\s\S]*?(?:\*/|\Z)|--[^\n]*)"
    r'|(?P<name>"(?:[^"]|"")*(?:"|\Z))'
    r"|\$(?P<tag>[A-Za-z_]\w*|)\$[\s\S]*?(?:\$(?P=tag)\$|\Z)"  # $$...$$, $tag$...$tag$
    r"|(?:\b[eE])'(?:[^'\\]|\\[\s\S]|'')*(?:'|\Z)|(?:\b[nNbBxX])?'(?:[^']|'')*(?:'|\Z)"
    r"|(?<![\w$.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b"  # a number, but neither $1 nor part of a name
)


def mask_text(text: str) -> str:
    """Text, masked by shape: keys, tokens, credentials in URLs, card numbers (Luhn)."""
    return _mask_short(text) if len(text) <= _SHORT else _masked(text)


@lru_cache(4096)
def _mask_short(text: str) -> str:
    """The same headers and values come in most calls."""
    return _masked(text)


def _masked(text: str) -> str:
    lower = text.lower()
    for words, pattern, masked in _SHAPES:
        if any(word in lower for word in words):
            text = pattern.sub(masked, text)
    return _CARD.sub(lambda found: "card ***" if _is_card(found[0]) else found[0], text)


def _is_card(text: str) -> bool:
    """The Luhn check (ISO/IEC 7812-1), which an ISBN-13 or an order number rarely passes."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    if len(digits) == 13 and text.startswith(("978", "979")):
        return False
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


@lru_cache(4096)
def is_secret_name(name: str) -> bool:
    """Whether a field of this name holds a secret."""
    return bool(_SECRET_NAME.search(name)) and not _VISIBLE_NAME.search(name)


def mask_header(name: str, value: str) -> str:
    """The value of a header as it may be shown; of an Authorization header what it is."""
    if name.lower() == "idempotency-key":
        return value
    if name.lower() == "authorization":
        return f"{MASK} {described(value)}"
    return MASK if _is_secret_header(name) else mask_text(value)


@lru_cache(1024)
def _is_secret_header(name: str) -> bool:
    return bool(_SECRET_HEADER.search(name))


def mask_value(value: Json, name: str = "") -> Json:
    """A JSON value as it may be shown; everything below a secret name is masked."""
    if isinstance(value, dict):
        return {
            key: mask_value(each, key if not is_secret_name(name) else name) for key, each in value.items()
        }
    if isinstance(value, list):
        return [mask_value(each, name) for each in value]
    if isinstance(value, str):
        return MASK if is_secret_name(name) else _mask_embedded(value)
    if is_secret_name(name) and value is not None and not isinstance(value, bool):
        return 0
    return value


def _mask_embedded(text: str) -> str:
    """Text that may contain JSON or a form (an event's payload, an echoed request)."""
    if text[:1] in ("{", "[") and (inner := _json(text)) is not None:
        return json.dumps(mask_value(inner), ensure_ascii=False)
    if "=" in text and "&" in text and not re.search(r"\s", text):
        return mask_form(text)
    return mask_text(text)


def _json(text: str) -> Json:
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def mask_form(form: str) -> str:
    """A form or a query string, its pairs masked by name."""
    pairs = parse_qsl(form, keep_blank_values=True)
    shown = [(name, MASK if is_secret_name(name) else mask_text(value)) for name, value in pairs]
    return urlencode(shown, safe="[]*@:/-+ ")


def mask_target(target: str) -> str:
    """A request target: path by shape, query by name."""
    if "?" not in target:
        return mask_text(target)
    parts = urlsplit(target)
    return urlunsplit(parts._replace(path=mask_text(parts.path), query=mask_form(parts.query)))


def mask_body(body: bytes, content_type: str) -> str:
    """A body as it may be shown. A body without named fields is not shown at all."""
    if not body:
        return ""
    if "json" in content_type:
        return _mask_json(body)
    text = body.decode("utf-8", "replace")
    if "x-www-form-urlencoded" in content_type:
        return mask_form(text)
    if content_type.startswith("text/"):
        return _mask_embedded(text[:8192])
    return f"<{len(body)} bytes of {content_type or 'no declared type'}, not shown>"


def _mask_json(body: bytes) -> str:
    try:
        return json.dumps(mask_value(json.loads(body)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return f"<{len(body)} bytes that are not valid JSON, not shown>"


def mask_sql(statement: str) -> str:
    """A statement without its literals and comments; its placeholders stay."""

    def shown(found: re.Match[str]) -> str:
        if found["comment"]:
            return " "
        return found["name"] or "?"

    return mask_text(" ".join(_SQL.sub(shown, statement).split()))
