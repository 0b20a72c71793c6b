"""tiers.toml: three tiers, whose parts run what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from environment.evidence.answers.record import DEFAULT_TIER, NIGHTLY_TIERS
from environment.tools.tiers.tier import Tier, TierPart, UnknownTier, all_tiers, tier_named

PARTS = [(tier, part) for tier in all_tiers() for part in tier.parts]
EACH_PART = pytest.mark.parametrize(("tier", "part"), PARTS, ids=[f"{each.name}" for _, each in PARTS])


def test_the_tiers_are_those_of_a_commit_a_merge_and_a_night() -> None:
    assert [tier.name for tier in all_tiers()] == ["commit", "merge", "night"]


def test_each_nightly_tag_is_a_part_of_the_night_and_the_rest_of_the_merge() -> None:
    assert {part.all_of for part in tier_named("night").parts if part.all_of} == set(NIGHTLY_TIERS)
    assert [part.all_of for part in tier_named("merge").parts if part.all_of] == [DEFAULT_TIER]


def test_a_part_has_one_name_in_its_tier() -> None:
    for tier in all_tiers():
        assert len({part.name for part in tier.parts}) == len(tier.parts)


@EACH_PART
def test_the_command_of_a_part_exists(tier: Tier, part: TierPart) -> None:
    targets = re.findall(r"^([a-z-]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE)
    for command in part.command.split(" && "):
        program, first = command.split()[:2]
        assert program == "behave" or (program == "make" and first in targets)
        assert program == "make" or Path(first).is_dir()


@EACH_PART
def test_a_part_with_all_of_a_nightly_tier_runs_its_tag(tier: Tier, part: TierPart) -> None:
    if part.all_of in NIGHTLY_TIERS:
        assert f"--tags=@{part.all_of} " in part.command
        assert part.own_results


def test_an_unknown_name_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UnknownTier, match="there is no tier 'nihgt'; there are: commit, merge, night"):
        tier_named("nihgt")
    with pytest.raises(
        UnknownTier, match="the tier merge has no part 'soak'; there are: style, tests, features"
    ):
        tier_named("merge").part("soak")
