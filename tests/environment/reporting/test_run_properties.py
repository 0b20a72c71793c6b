"""The report says which scenarios were selected: those that the settings leave out are named, too."""

from __future__ import annotations

import pytest
from behave.configuration import Configuration

from environment.reporting.run_properties import run_properties


@pytest.mark.parametrize(
    ("given", "selection"),
    [
        ([], "not @planned and not @matrix and not @crash and not @pairs and not @load"),
        (["--tags=@smoke"], "@smoke"),
        (["--tags=@smoke", "--name=Dune"], "Dune and @smoke"),
    ],
)
def test_the_selection_is_what_behave_was_told(given: list[str], selection: str) -> None:
    config = Configuration(given)  # reads pyproject.toml
    assert run_properties(config)["Selection"] == selection
