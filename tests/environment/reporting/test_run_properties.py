"""The report says which scenarios were selected, whichever way they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from behave.configuration import Configuration

from environment.reporting.run_properties import run_properties
from environment.reporting.selection_in_words import of_all_shards
from environment.session.selection import combine_tags


@pytest.mark.parametrize(
    ("given", "selection"),
    [
        ([], "the default run"),
        (["features"], "the default run"),
        (["features/"], "the default run"),
        ([str(Path("features").absolute())], "the default run"),
        (["--tags=@smoke"], 'all features --tags="@smoke"'),
        (["--tags=@matrix"], 'all features --tags="@matrix"'),
        (["features/access", "features/journeys"], "features/access features/journeys"),
        (["features", "features/access"], "features features/access"),
        (
            ["features/access/refusing_reused_ids.feature:12"],
            "features/access/refusing_reused_ids.feature:12",
        ),
        (["@reports/rerun.txt"], "@reports/rerun.txt"),
        (["--name=Dune", "--name=Emma"], 'all features --name="Dune" --name="Emma"'),
        (["--include=journeys"], 'all features --include="journeys"'),
        (["--exclude=journeys"], 'all features --exclude="journeys"'),
        (["--wip"], 'all features --tags="@wip"'),
        (["-D", "select=changed", "-D", "base=release"], "all features -D select=changed -D base=release"),
        (["-D", "budget=60s", "-D", "order=risk"], "all features -D budget=60s -D order=risk"),
        (["-D", "arrow=cart*", "-D", "kind=silence"], "all features -D arrow=cart* -D kind=silence"),
        (["-D", "shard=2/5"], "shard 2/5 of the default run"),
        (["-D", "stack=containers"], "the default run"),
        (
            ["features/access", "--tags=@smoke", "--name=Dune", "-D", "budget=60s", "-D", "shard=2/5"],
            'shard 2/5 of features/access --tags="@smoke" --name="Dune" -D budget=60s',
        ),
    ],
)
def test_the_selection_is_what_behave_was_told(given: list[str], selection: str) -> None:
    config = Configuration(given)  # reads pyproject.toml
    combine_tags(config)  # as the runner does before it reports
    assert run_properties(config)["Selection"] == selection


def test_the_selection_of_all_shards_names_none_of_them() -> None:
    assert of_all_shards("shard 2/5 of the default run") == "the default run"
    assert of_all_shards("features/access") == "features/access"
