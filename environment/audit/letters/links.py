"""The links to e-books in a mail, each by the hash of its token, as the order keeps it."""

from __future__ import annotations

import re
from hashlib import sha256

_LINK = re.compile(r"https?://[^\s\"<>]+/downloads\?token=(?P<token>[A-Za-z0-9_-]+)")
_HREF = re.compile(r"<a\s[^>]*href=\"(?P<url>[^\"]*)\"")


def link_by(token_hash: str) -> str:
    """How a link with the token of this hash is told here: wherever the shop has its pages."""
    return f"the link {token_hash}"


def with_hashed_links(text: str) -> str:
    """The text with each link told by the hash of its token."""
    return _LINK.sub(lambda found: link_by(sha256(found["token"].encode()).hexdigest()), text)


def links_of(html: str) -> list[str]:
    """Where the links of a page lead, each told like that."""
    return [with_hashed_links(found["url"]) for found in _HREF.finditer(html)]
