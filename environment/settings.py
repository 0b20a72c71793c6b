"""What a person can set with -D on behave's command line, as one typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from behave.exception import ConfigError

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

# Settings of the tools themselves travel in the same dictionary, under these prefixes.
_OF_THE_TOOLS = ("AllureFormatter.", "behave.")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


class SettingsError(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """A -D key or value that nobody knows, or a run from the wrong folder."""


class Stack(Enum):
    """Where the services under test come from."""

    EMBEDDED = "embedded"
    CONTAINERS = "containers"
    ATTACH = "attach"


_NOT_AVAILABLE_YET = {
    Stack.CONTAINERS: "stack=containers is not available yet: leave it out, the embedded one needs no Docker",
    Stack.ATTACH: "stack=attach is not available yet: leave it out, or explore a stack with `make up`",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    stack: where the services come from.
    keep:  the logs of all services stay after the run, in reports/logs.
    """

    stack: Stack = Stack.EMBEDDED
    keep: bool = False

    @classmethod
    def parse(cls, userdata: Mapping[str, str]) -> Settings:
        """Read behave's userdata.

        Raises SettingsError for an unknown key, an impossible value, or a stack that is not available yet.
        """
        own = {key: value for key, value in userdata.items() if not key.startswith(_OF_THE_TOOLS)}
        unknown = sorted(own.keys() - {"stack", "keep"})
        if unknown:
            raise SettingsError(f"-D {unknown[0]}: there is no such setting; known are stack and keep")
        return cls(stack=_stack(own.get("stack", "embedded")), keep=_flag("keep", own.get("keep", "no")))


def _stack(value: str) -> Stack:
    try:
        stack = Stack(value)
    except ValueError:
        choices = ", ".join(known.value for known in Stack)
        raise SettingsError(f"-D stack={value}: there is no such stack; known are {choices}") from None
    if stack in _NOT_AVAILABLE_YET:
        raise SettingsError(f"-D {_NOT_AVAILABLE_YET[stack]}")
    return stack


def _flag(key: str, value: str) -> bool:
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise SettingsError(f"-D {key}={value}: write {key}=1 or {key}=0")


def require_project_folder(project: Path = PROJECT_FOLDER) -> None:
    """Refuse a run that was started somewhere else.

    behave reads pyproject.toml only from the working folder. Elsewhere it would run the steps with its own
    runner, without any environment, and every scenario would fail for a reason that names nothing.
    Raises SettingsError.
    """
    if Path.cwd() != project:
        raise SettingsError(f"run behave from the project's folder: cd {project} && behave features/")
