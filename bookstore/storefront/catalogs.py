"""The words of the pages in every language, from the gettext catalogs in `locales/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

Translate = Callable[[str], str]
_FOLDER = Path(__file__).with_name("locales")


def _catalog(language: str) -> dict[str, str]:
    with (_FOLDER / f"{language}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale=language) if each.id}


def translatable(text: str) -> str:
    """The text itself: it marks one that a page translates when it is rendered, and that catalogs need."""
    return text


CATALOGS: Mapping[str, Mapping[str, str]] = {"de": _catalog("de")}
"""The translations by language and English text. English itself needs none."""


def translator(language: str) -> Translate:
    """The function that gives a text in this language. A text without a translation stays in English."""
    catalog = CATALOGS.get(language, {})
    return lambda text: catalog.get(text) or text
