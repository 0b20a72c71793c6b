"""The texts of mails: each kind has all it needs, in each language."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from bookstore.notifications.catalogs import WORDINGS, read_catalog
from bookstore.notifications.mail_texts import TEXTS, MailLabels
from bookstore.notifications.model import MailKind

OF_TRANSFERS = (
    *(MailKind.TRANSFER, MailKind.UNDERPAYMENT, MailKind.LAPSE),
    *(MailKind.INVOICE, MailKind.REMINDER, MailKind.REDUCTION),
)
ABOUT_NO_MONEY = (MailKind.ADDRESS_CHANGE, MailKind.RETURN, MailKind.EXCHANGE)


def test_every_language_says_everything() -> None:
    for wording in WORDINGS.values():
        assert set(wording.texts) == set(MailKind) - {MailKind.BOUNCE}
        for kind, texts in wording.texts.items():
            assert "{number}" in texts.subject
            assert "{name}" in texts.greeting
            if kind in ABOUT_NO_MONEY:
                assert texts.payment == {}
                continue
            assert kind in OF_TRANSFERS or {"card", "wallet"} <= set(texts.payment)
            assert "" in texts.payment


def _english() -> set[str]:
    texts = set(asdict(MailLabels()).values())
    for kind in TEXTS.values():
        texts |= {kind.subject, kind.headline, kind.greeting, kind.opening, kind.closing}
        others = (kind.closing_at_once, kind.closing_on_invoice, kind.not_shipped, kind.on_hold)
        texts |= {*kind.payment.values(), *filter(None, others)}
    return texts


@pytest.mark.parametrize("language", sorted(set(WORDINGS) - {"en"}))
def test_a_catalog_translates_the_english_texts_and_no_others(language: str) -> None:
    messages = [message for message in read_catalog(language) if message.id]
    assert {message.id for message in messages} == _english()
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


@pytest.mark.parametrize("language", sorted(set(WORDINGS) - {"en"}))
def test_a_translation_has_the_placeholders_of_its_text(language: str) -> None:
    for message in read_catalog(language):
        assert re.findall(r"{\w+}", str(message.id)) == re.findall(r"{\w+}", str(message.string))
