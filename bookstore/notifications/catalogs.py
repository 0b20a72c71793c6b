"""The texts of mails in every language, from the gettext catalogs in `locales/`.

The catalogs are read when this module is imported, about 25 ms for all of them. A service that is forked from
a process with its application imported inherits them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bookstore.notifications.mail_texts import TEXTS, MailLabels, MailTexts, Translate
from bookstore.notifications.model import MailKind

_FOLDER = Path(__file__).with_name("locales")


@dataclass(frozen=True)
class Wording:
    """The labels and the texts of mails in one language."""

    labels: MailLabels
    texts: Mapping[MailKind, MailTexts]


def read_catalog(language: str) -> Catalog:
    """The catalog of `locales/<language>.po`."""
    with (_FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _translated(language: str) -> Wording:
    catalog = read_catalog(language)

    def translate(text: str) -> str:
        """Raises LookupError for a text that the catalog lacks: no mail is half in English."""
        message = catalog.get(text)
        if message is None or not message.string:
            raise LookupError(f"{language}.po has no translation of {text!r}")
        return str(message.string)

    return _wording(translate)


def _wording(translate: Translate) -> Wording:
    texts = {kind: english.translated(translate) for kind, english in TEXTS.items()}
    return Wording(MailLabels().translated(translate), texts)


WORDINGS: Mapping[str, Wording] = {
    "en": _wording(str),
    **{language: _translated(language) for language in ("de", "fr", "ja")},
}
