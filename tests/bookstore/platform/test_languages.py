"""A language tag is never refused: other values fall back, an unknown tag gets the nearest language."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from bookstore.checkout.schemas import Submission
from bookstore.notifications.localized import locale_of
from bookstore.notifications.schemas import OrderData
from bookstore.orders.schemas.orders import OrderBody
from bookstore.platform.languages import LocaleTag

READS = TypeAdapter[str](LocaleTag)


@pytest.mark.parametrize(
    ("given", "tag", "locale"),
    [
        *(
            ("es-419", "es-419", "en_US"),
            ("zh-Hans", "zh-Hans", "en_US"),
            ("zh-Hant-HK", "zh-Hant-HK", "en_US"),
        ),
        *(
            ("de-Latn-AT", "de-Latn-AT", "de_AT"),
            ("de_DE.UTF-8", "de-DE", "de_DE"),
            ("DE-at", "DE-at", "de_AT"),
        ),
        *(("fr-CA-u-ca-gregory", "fr-CA-u-ca-gregory", "fr_CA"), ("de-DE,de;q=0.9", "de-DE", "de_DE")),
        *(("ja-JP-x-wide", "ja-JP-x-wide", "ja_JP"), ("en-001", "en-001", "en_001"), (" de ", "de", "de_DE")),
        *((text, "en-US", "en_US") for text in ("", "  ", "*", "C", "🙂", "\x00", "1", "x" * 5000)),
        *((value, "en-US", "en_US") for value in (None, 5, 1.5, True, (), ["de"])),
    ],
)
def test_every_value_is_taken(given: object, tag: str, locale: str) -> None:
    assert READS.validate_python(given) == tag
    assert str(locale_of(tag)) == locale


def test_a_tag_is_stored_in_at_most_35_letters() -> None:
    assert READS.validate_python("de-DE-" + "-".join(["abcdefgh"] * 9)) == "de-DE-abcdefgh-abcdefgh-abcdefgh"


def test_every_service_has_the_same_rule() -> None:
    rules = [each.model_fields["locale"].metadata for each in (Submission, OrderBody, OrderData)]
    assert all(rule == rules[0] for rule in rules)
    assert rules[0]
