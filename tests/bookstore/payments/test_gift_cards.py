"""What gift cards give for a total, and how it goes back; the codes that name them."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from bookstore.payments.gift_cards.model import GivenPart, amounts_back, amounts_given
from bookstore.platform.gift_card_codes import gift_card_code, gift_card_hash
from steps.vocabulary.gift_card_codes import hash_of

AMOUNTS = st.integers(0, 5000)
BALANCES = st.lists(AMOUNTS, max_size=5)


@given(st.integers(1, 5000), BALANCES, st.sampled_from([1, 30, 50]))
def test_cards_give_at_most_what_they_have_and_what_is_due(
    total: int, balances: list[int], smallest: int
) -> None:
    given_amounts = amounts_given(total, balances, smallest)
    assert len(given_amounts) == len(balances)
    assert all(0 <= amount <= balance for amount, balance in zip(given_amounts, balances, strict=True))
    assert sum(given_amounts) <= total


@given(st.integers(1, 5000), BALANCES, st.sampled_from([1, 30, 50]))
def test_the_rest_is_nothing_or_can_be_charged(total: int, balances: list[int], smallest: int) -> None:
    rest = total - sum(amounts_given(total, balances, smallest))
    assert rest == 0 or rest >= smallest or total < smallest


def test_the_first_card_gives_first() -> None:
    assert amounts_given(1900, [1000, 2000], 50) == (1000, 900)


def test_the_last_card_keeps_what_a_charge_takes_to_be_large_enough() -> None:
    assert amounts_given(1900, [1000, 880], 50) == (1000, 850)
    assert amounts_given(1900, [1880, 0], 50) == (1850, 0)
    assert amounts_given(1900, [1870, 10], 50) == (1850, 0)


@given(st.lists(st.integers(1, 5000), max_size=5), st.integers(1, 100))
def test_what_goes_back_is_what_was_asked_and_the_last_card_is_first(
    amounts: list[int], percent: int
) -> None:
    parts = [GivenPart(uuid4(), amount) for amount in amounts]
    asked = sum(amounts) * percent // 100
    back = amounts_back(parts, asked)
    assert sum(part.amount for part in back) == asked
    given_by = {part.gift_card_id: part.amount for part in parts}
    assert all(0 < part.amount <= given_by[part.gift_card_id] for part in back)
    assert [part.gift_card_id for part in back] == [part.gift_card_id for part in parts][
        len(parts) - len(back) :
    ]


def test_a_code_follows_from_the_card_and_the_secret() -> None:
    card = UUID(int=7)
    assert gift_card_code("secret", card) == gift_card_code("secret", card)
    assert gift_card_code("secret", card) != gift_card_code("another", card)
    assert gift_card_code("secret", card) != gift_card_code("secret", UUID(int=8))


def test_a_code_may_be_typed_in_lower_case_without_dashes_and_with_lookalikes() -> None:
    typed = " 7q2m 4hxw-Otzr 9kcI "
    assert gift_card_hash(typed) == gift_card_hash("7Q2M-4HXW-0TZR-9KC1")


def test_the_suite_knows_a_code_by_the_same_hash() -> None:
    code = gift_card_code("secret", UUID(int=7))
    assert hash_of(code) == gift_card_hash(code)
