"""What a service may hold more at the end, and the sentence for what it holds beyond that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.resources import bounds
from environment.resources.bounds import growth_of
from environment.resources.usage import ProcessUsage, Usage

PROCESS = ProcessUsage(threads=5, files=15, sockets=8, kilobytes=80 * 1024)
BEFORE = Usage(connections=4, locks=1, process=PROCESS)


def sentences(after: Usage, calls_at_once: int = 1) -> list[str]:
    return [str(each) for each in growth_of("orders", BEFORE, after, calls_at_once)]


def test_what_stays_within_its_bounds_has_not_grown() -> None:
    process = ProcessUsage(
        threads=5 + bounds.MORE_THREADS,
        files=15 + bounds.MORE_FILES,
        sockets=8 + bounds.MORE_SOCKETS,
        kilobytes=(80 + bounds.MORE_MEGABYTES) * 1024,
    )
    assert sentences(Usage(4, 1, process)) == []
    assert sentences(Usage(4, 0, None)) == []


def test_a_pool_may_keep_what_many_calls_at_one_time_have_needed() -> None:
    assert sentences(replace(BEFORE, connections=20), calls_at_once=6) == []


def test_connections_beyond_the_calls_are_red_on_the_arrow_to_the_database() -> None:
    assert sentences(replace(BEFORE, connections=14)) == [
        "[orders -> postgres] orders holds 14 connections to its database, after the first scenarios 4; "
        "its calls explain 12"
    ]


def test_one_advisory_lock_more_is_red() -> None:
    assert sentences(replace(BEFORE, locks=2)) == [
        "[orders -> postgres] orders holds 2 advisory locks in its database, after the first scenarios 1"
    ]


@pytest.mark.parametrize(
    ("grown", "sentence"),
    [
        ({"threads": 30}, "orders holds 30 threads, after the first scenarios 5; 24 more are explained"),
        ({"files": 24}, "orders holds 24 open files, after the first scenarios 15; 8 more are explained"),
        ({"sockets": 73}, "orders holds 73 open sockets, after the first scenarios 8; 64 more are explained"),
        (
            {"kilobytes": 105 * 1024},
            "orders holds 105 MB of memory, after the first scenarios 80; 24 more are explained",
        ),
    ],
)
def test_what_grows_inside_a_process_is_red(grown: dict[str, int], sentence: str) -> None:
    assert sentences(replace(BEFORE, process=replace(PROCESS, **grown))) == [f"[inside orders] {sentence}"]
