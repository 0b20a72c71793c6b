"""Words are found as whole words and whole numbers."""

from __future__ import annotations

import pytest

from steps.vocabulary.wording import says


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shipping: Free", "Shipping: Free"),
        ("Grand total: $19.00\n", "Grand total: $19.00"),
        ("Refunded: ¥50.", "¥50"),
        ("PUT /quotes/1", "PUT /quotes/"),
        ("'lines.0.tax' of the answer is missing", "lines.0.tax"),
    ],
)
def test_words_of_a_text_are_found(text: str, words: str) -> None:
    assert says(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shipping: Free", "Shipping: Fre"),
        ("Refunded: ¥500", "¥50"),
        ("Refunded: $1,234.50", "$1"),
        ("Refunded: $1.50", "$1"),
        ("Summe: 1.234,50 €", "234,50 €"),
        ("unlisted", "listed"),
    ],
)
def test_a_part_of_a_word_or_number_is_not_found(text: str, words: str) -> None:
    assert not says(text, words)
