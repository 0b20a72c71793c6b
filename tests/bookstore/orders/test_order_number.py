"""Order numbers are public, readable, and hard to guess."""

from __future__ import annotations

import pytest

from bookstore.orders.number import new_order_number, read_order_number


def test_a_new_number_reads_back_as_itself() -> None:
    for _ in range(200):
        number = new_order_number()
        assert read_order_number(number) == number
        assert not set(number[3:]) & set("ILOU")


def test_numbers_do_not_repeat() -> None:
    assert len({new_order_number() for _ in range(5000)}) == 5000


@pytest.mark.parametrize("typed", ["bk-7q2m-40x1", "BK7Q2M40X1", "BK-7Q2M-4OXI", "bk-7q2m4oxl"])
def test_a_number_is_understood_as_people_type_it(typed: str) -> None:
    assert read_order_number(typed) == "BK-7Q2M-40X1"


@pytest.mark.parametrize("typed", ["", "BK-7Q2M", "BK-7Q2M-4HXU", "XX-7Q2M-4HXW", "BK-7Q2M-4HXW-1", "\x00"])
def test_anything_else_is_no_order_number(typed: str) -> None:
    assert read_order_number(typed) is None
