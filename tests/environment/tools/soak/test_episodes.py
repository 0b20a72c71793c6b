"""Episodes come from their seed alone; what breaks is shrunk and printed as a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from behave.parser import parse_feature
from hypothesis import given
from hypothesis import strategies as st

from environment.tools.soak.episode import Line, episodes
from environment.tools.soak.gherkin import scenario
from environment.tools.soak.shrinking import shortest


def test_the_same_seed_gives_the_same_episodes() -> None:
    assert list(islice(episodes(7), 20)) == list(islice(episodes(7), 20))
    assert list(islice(episodes(7), 20)) != list(islice(episodes(8), 20))


def test_an_episode_buys_something_and_says_nothing_twice() -> None:
    for episode in islice(episodes(1), 200):
        texts = [line.text for line in episode.lines]
        assert len(set(texts)) == len(texts)
        assert any("checks out" in text for text in texts)


def test_most_episodes_kill_somebody() -> None:
    drawn = list(islice(episodes(1), 200))
    assert sum(any(line.kills for line in episode.lines) for episode in drawn) > 100


@given(st.sets(st.integers(0, 19), min_size=1, max_size=3))
def test_what_is_left_is_exactly_what_is_needed(needed: set[int]) -> None:
    def still(sequence: Sequence[int]) -> bool:
        return needed <= set(sequence)

    assert shortest(list(range(20)), still) == sorted(needed)


def test_a_shrunk_episode_reads_as_a_scenario() -> None:
    lines = [
        Line("a cart is full"),
        Line("it is bought", act=True),
        Line("it is canceled", act=True),
        Line("no luck"),
    ]
    feature = parse_feature(f"Feature: f\n  Rule: r\n{scenario('found', lines)}")
    (found,) = feature.rules[0].scenarios
    assert [(step.keyword, step.name) for step in found.steps] == [
        ("Given", "a cart is full"),
        ("And", "it is bought"),
        ("And", "no luck"),
        ("When", "it is canceled"),
        ("Then", "nobody has been charged without an order"),
    ]
