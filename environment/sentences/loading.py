"""Loads the step definitions into behave's registry, without starting anything."""

from __future__ import annotations

from functools import cache
from typing import Any

from behave.runner_util import load_step_modules
from behave.step_registry import registry

from environment.settings import PROJECT_FOLDER
from steps.parameter_types import registry as types

__all__ = ["types"]  # the import registers the parameter types, which the sentences need


@cache
def step_registry() -> Any:
    """behave's step registry with all sentences of the project."""
    load_step_modules([str(PROJECT_FOLDER / "steps")])
    return registry
