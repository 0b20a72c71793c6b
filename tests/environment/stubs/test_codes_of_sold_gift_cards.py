"""The stub of payments makes the codes of sold gift cards as payments and notifications do."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.gift_card_codes import gift_card_code, sold_gift_cards
from steps.vocabulary.gift_card_codes import code_of, sold_card_id


@given(st.uuids(), st.text("0123456789", min_size=13, max_size=13), st.integers(1, 5))
def test_both_give_a_card_the_same_id_and_the_same_code(checkout: UUID, sku: str, cards: int) -> None:
    ids = [sold_card_id(str(checkout), sku, number) for number in range(1, cards + 1)]
    assert ids == list(sold_gift_cards(checkout, sku, cards))
    assert [code_of("of tests", each) for each in ids] == [gift_card_code("of tests", each) for each in ids]
