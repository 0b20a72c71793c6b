"""Whether a text says certain words: whole words and whole numbers, not the beginning of a longer one."""

from __future__ import annotations

import re


def says(text: str, words: str) -> bool:
    """Whether the text has these words: `$1` is no part of `$1.50` or `$1,000`, `Fre` no part of `Free`."""
    before = r"(?<![\w.,])" if words[0].isdigit() else r"(?<!\w)" if words[0].isalpha() else ""
    after = r"(?![.,]?\w)" if words[-1].isdigit() else r"(?!\w)" if words[-1].isalpha() else ""
    return re.search(f"{before}{re.escape(words)}{after}", text) is not None


def plain(text: str) -> str:
    """The text with one kind of blank and one yen sign, of which CLDR has several."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("\uffe5", "\u00a5")


def without_blank_lines(text: str) -> str:
    """The lines of the text that say something, without the blanks around them."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
