"""Episodes come from their seed alone; an episode with a breach is shrunk and printed as a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from behave.parser import parse_feature
from behave.runner_util import load_step_modules
from hypothesis import given
from hypothesis import strategies as st

from environment.tools.soak.episode import EpisodeStep, episodes
from environment.tools.soak.gherkin import scenario
from environment.tools.soak.player import step_definition
from environment.tools.soak.shrinking import shortest


def test_the_same_seed_gives_the_same_episodes() -> None:
    assert list(islice(episodes(7), 20)) == list(islice(episodes(7), 20))
    assert list(islice(episodes(7), 20)) != list(islice(episodes(8), 20))


def test_an_episode_has_a_checkout_and_no_sentence_twice() -> None:
    for episode in islice(episodes(1), 200):
        texts = [line.text for line in episode.lines]
        assert len(set(texts)) == len(texts)
        assert any("checks out" in text for text in texts)


def test_every_sentence_has_a_step_definition() -> None:
    load_step_modules(["steps"])
    steps = {step for episode in islice(episodes(1), 300) for step in episode.lines}
    assert all(step_definition(step) for step in steps)


def test_most_episodes_kill_a_service() -> None:
    drawn = list(islice(episodes(1), 200))
    assert sum(any(line.kills for line in episode.lines) for episode in drawn) > 100


@given(st.sets(st.integers(0, 19), min_size=1, max_size=3))
def test_the_shortest_part_is_exactly_what_is_needed(needed: set[int]) -> None:
    def still(sequence: Sequence[int]) -> bool:
        return needed <= set(sequence)

    assert shortest(list(range(20)), still) == sorted(needed)


def test_a_shrunk_episode_reads_as_a_scenario() -> None:
    lines = [
        EpisodeStep("a cart is full"),
        EpisodeStep("it is bought", act=True),
        EpisodeStep("it is canceled", act=True),
        EpisodeStep("the mail is late"),
    ]
    feature = parse_feature(f"Feature: f\n  Rule: r\n{scenario('found', lines)}")
    (found,) = feature.rules[0].scenarios
    assert [(step.keyword, step.name) for step in found.steps] == [
        ("Given", "a cart is full"),
        ("And", "it is bought"),
        ("And", "the mail is late"),
        ("When", "it is canceled"),
        ("Then", "nobody has been charged without an order"),
    ]
