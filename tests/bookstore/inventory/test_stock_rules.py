"""The rules of stock: which lines can be reserved, and the effect of each move on the copies."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.inventory.model import (
    HOLD,
    MOVES,
    MissingReason,
    MovementKind,
    ReservationState,
    ReservedLine,
    StockEffect,
    Title,
    in_copies,
    in_sku_order,
    missing,
    missing_on_order,
)
from bookstore.platform.title_kinds import TitleKind

DUNE = Title("9780441013593", "Dune", on_hand=5, reserved=3, withdrawn=False)
EMMA = Title("9780141439587", "Emma", on_hand=4, reserved=0, withdrawn=True)
ON_SCREEN = Title("9780593099322", "Dune", 0, 0, withdrawn=False, kind=TitleKind.EBOOK)
SHELF = {title.sku: title for title in (DUNE, EMMA, ON_SCREEN)}


def test_available_is_on_hand_less_reserved() -> None:
    assert DUNE.available == 2


def test_a_withdrawn_title_is_not_available_however_many_copies_there_are() -> None:
    assert EMMA.available == 0


def test_all_lines_that_fit_leave_nothing_missing() -> None:
    assert missing([ReservedLine(DUNE.sku, 2)], SHELF) == []


def test_every_line_that_cannot_be_reserved_is_named_with_its_reason() -> None:
    absent = missing(
        [ReservedLine(DUNE.sku, 3), ReservedLine(EMMA.sku, 1), ReservedLine("9780000000002", 1)], SHELF
    )
    assert [(line.title, line.available, line.reason) for line in absent] == [
        ("Dune", 2, MissingReason.NOT_ENOUGH_COPIES),
        ("Emma", 0, MissingReason.WITHDRAWN),
        (None, 0, MissingReason.UNKNOWN_TITLE),
    ]


def test_an_ebook_is_available_without_any_copies_until_it_is_withdrawn() -> None:
    assert (ON_SCREEN.available, ON_SCREEN.has(1)) == (None, True)
    withdrawn = replace(ON_SCREEN, withdrawn=True)
    absent = missing([ReservedLine(ON_SCREEN.sku, 1)], {ON_SCREEN.sku: withdrawn})
    assert [(line.available, line.reason) for line in absent] == [(0, MissingReason.WITHDRAWN)]


def test_nothing_is_reserved_of_an_ebook() -> None:
    lines = (ReservedLine(DUNE.sku, 2), ReservedLine(ON_SCREEN.sku, 1))
    assert (missing(lines, SHELF), in_copies(lines, SHELF)) == ([], lines[:1])


def test_titles_are_locked_in_one_order_for_any_order_of_the_cart() -> None:
    forth, back = [ReservedLine("1", 1), ReservedLine("2", 1)], [ReservedLine("2", 1), ReservedLine("1", 1)]
    assert in_sku_order(forth) == in_sku_order(back)


def test_an_expired_reservation_is_held_again_although_its_title_was_withdrawn_since() -> None:
    assert missing_on_order([ReservedLine(EMMA.sku, 4)], SHELF) == []


def test_an_expired_reservation_whose_copies_went_to_others_names_them() -> None:
    absent = missing_on_order([ReservedLine(EMMA.sku, 4), ReservedLine(DUNE.sku, 3)], SHELF)
    assert [(line.title, line.available) for line in absent] == [("Dune", 2)]


@pytest.mark.parametrize("final", [ReservationState.RELEASED, ReservationState.RESTOCKED])
def test_nothing_leads_out_of_a_reservation_that_was_undone(final: ReservationState) -> None:
    assert not [move for move in MOVES if move[0] is final]


def test_sold_copies_come_back_by_a_restock_only() -> None:
    assert [goal for start, goal in MOVES if start is ReservationState.CONFIRMED] == [
        ReservationState.RESTOCKED
    ]


def test_no_move_changes_the_number_of_copies_received() -> None:
    assert all(effect.on_hand + effect.sold == 0 for effect in MOVES.values() if effect)


def _paths() -> st.SearchStrategy[list[ReservationState]]:
    """A random walk along the allowed moves, beginning with a hold."""

    def walk(choices: list[int]) -> list[ReservationState]:
        path = [ReservationState.HELD]
        for choice in choices:
            goals = [goal for start, goal in MOVES if start is path[-1]]
            if not goals:
                break
            path.append(goals[choice % len(goals)])
        return path

    return st.lists(st.integers(0, 5), max_size=12).map(walk)


@given(_paths())
def test_counts_after_any_history_depend_on_the_last_state_only(path: list[ReservationState]) -> None:
    effects: list[StockEffect] = [HOLD, *filter(None, (MOVES[move] for move in pairwise(path)))]
    counted = tuple(
        sum(column)
        for column in zip(*((one.on_hand, one.reserved, one.sold) for one in effects), strict=True)
    )
    expected = {ReservationState.HELD: (0, 1, 0), ReservationState.CONFIRMED: (-1, 0, 1)}.get(
        path[-1], (0, 0, 0)
    )
    assert counted == expected


@given(_paths())
def test_copies_are_sold_restocked_and_released_at_most_once(path: list[ReservationState]) -> None:
    kinds = [effect.kind for move in pairwise(path) if (effect := MOVES[move])]
    assert all(
        kinds.count(kind) <= 1 for kind in (MovementKind.SOLD, MovementKind.RESTOCKED, MovementKind.RELEASED)
    )
