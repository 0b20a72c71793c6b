"""The error of a run that cannot work as its settings say."""

from __future__ import annotations

from behave.exception import ConfigError


class RunSettingsError(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """An unknown key or value of -D, or a run that cannot work here."""
