"""What a person can set with -D on behave's command line, as one typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from behave.exception import ConfigError

from environment.topology import topology

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

# Settings of the tools themselves travel in the same dictionary, under these prefixes.
_OF_THE_TOOLS = ("AllureFormatter.", "behave.")

_KNOWN = frozenset({"stack", "keep", "postgres", "target", "arrow", "kind"})
_IMAGE = "image."
_WITH_IMAGE = ("postgres", "services", *topology().services, "gateway", "mail", "faults")

_USUAL_TARGETS = (Path("target.toml"), Path("reports/target.toml"))

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


class SettingsError(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """A -D key or value that nobody knows, or a run from the wrong folder."""


class Stack(Enum):
    """Where the services under test come from."""

    EMBEDDED = "embedded"
    CONTAINERS = "containers"
    ATTACH = "attach"


class Database(Enum):
    """Where PostgreSQL runs."""

    EMBEDDED = "embedded"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    stack: where the services come from.
    keep:  the logs of all services stay after the run, in reports/logs.
    database: where PostgreSQL runs; a stack in containers has it in one as well.
    images: the container images that were named, by part (see environment.runtime.containers.images).
    target: with stack=attach, the file that says where the services are.
    arrow: of the matrix only the cells of this arrow are run.
    kind:  of the matrix only the cells of this kind of fault are run.
    """

    stack: Stack = Stack.EMBEDDED
    keep: bool = False
    database: Database = Database.EMBEDDED
    images: Mapping[str, str] = field(default_factory=dict)
    target: Path | None = None
    arrow: str = ""
    kind: str = ""

    @property
    def needs_engine(self) -> bool:
        """Whether something of the stack runs in a container."""
        return self.stack is Stack.CONTAINERS or self.database is Database.CONTAINER

    @classmethod
    def parse(cls, userdata: Mapping[str, str]) -> Settings:
        """Read behave's userdata.

        Raises SettingsError for an unknown key, an impossible value, or a stack that is not available yet.
        """
        own = {key: value for key, value in userdata.items() if not key.startswith(_OF_THE_TOOLS)}
        images = {key.removeprefix(_IMAGE): value for key, value in own.items() if key.startswith(_IMAGE)}
        unknown = sorted({key for key in own if not key.startswith(_IMAGE)} - _KNOWN)
        if unknown:
            raise SettingsError(
                f"-D {unknown[0]}: there is no such setting; known are "
                "stack, keep, postgres, target, image.<part>, arrow and kind"
            )
        stack = _stack(own.get("stack", "embedded"))
        database = _database(own.get("postgres"), stack)
        return cls(
            stack=stack,
            keep=_flag("keep", own.get("keep", "no")),
            database=database,
            images=_images(images, stack, database),
            target=_target(stack, own.get("target")),
            arrow=own.get("arrow", ""),
            kind=own.get("kind", ""),
        )


def _stack(value: str) -> Stack:
    try:
        stack = Stack(value)
    except ValueError:
        choices = ", ".join(known.value for known in Stack)
        raise SettingsError(f"-D stack={value}: there is no such stack; known are {choices}") from None
    return stack


def _database(value: str | None, stack: Stack) -> Database:
    default = Database.CONTAINER if stack is Stack.CONTAINERS else Database.EMBEDDED
    if value is None:
        return default
    try:
        database = Database(value)
    except ValueError:
        choices = " and ".join(known.value for known in Database)
        raise SettingsError(f"-D postgres={value}: there is no such place; known are {choices}") from None
    if stack is not Stack.EMBEDDED and database is not default:
        raise SettingsError(f"-D postgres={value}: with stack={stack.value} there is no choice; leave it out")
    return database


def _images(images: Mapping[str, str], stack: Stack, database: Database) -> Mapping[str, str]:
    for part, image in images.items():
        demand_part(part, f"-D image.{part}")
        if not image:
            raise SettingsError(f"-D image.{part}: name an image, or leave it out")
        alone = part == "postgres" and database is Database.CONTAINER
        if stack is not Stack.CONTAINERS and not alone:
            whose = "PostgreSQL" if part == "postgres" else part
            raise SettingsError(
                f"-D image.{part}: nothing would use it, since {whose} runs without a container; add "
                "-D stack=containers, or leave it out"
            )
    return images


def demand_part(part: str, setting: str) -> None:
    """Raises SettingsError where an image is set for something that is no part."""
    if part not in _WITH_IMAGE:
        known = ", ".join(_WITH_IMAGE)
        raise SettingsError(f"{setting}: no part has this name; known are {known}")


def _target(stack: Stack, path: str | None) -> Path | None:
    if stack is Stack.ATTACH:
        return Path(path) if path else usual_target()
    if path:
        raise SettingsError(f"-D target={path}: only stack=attach has a target; add -D stack=attach")
    return None


def usual_target() -> Path:
    """Where nobody names a target: a team's own file, else that of `make up` in this folder."""
    return next((place for place in _USUAL_TARGETS if place.is_file()), _USUAL_TARGETS[0])


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
