"""The settings of a run, from -D on behave's command line, as one typed value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from environment.run_modes import DatabaseMode, RunOrder, StackMode, Through
from environment.settings_error import RunSettingsError
from environment.settings_of_images import images_named
from environment.topology.integration import (
    BIG_BANG,
    IntegrationError,
    IntegrationLevel,
    integration_orders,
)

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

# behave and Allure keep settings of their own in the same dictionary, under these prefixes.
_OF_THE_TOOLS = ("AllureFormatter.", "behave.")

_KNOWN = (
    "stack", "keep", "postgres", "target", "arrow", "kind", "sample_seed", "select", "base", "explain",
    "order", "budget", "observe", "integration", "level", "real", "shard", "cluster",
    "full", "cluster_wait", "through",
)  # fmt: skip
_IMAGE = "image."
__all__ = ["RunSettings", "RunSettingsError", "require_project_folder", "usual_target"]

_USUAL_TARGETS = (Path("target.toml"), Path("reports/target.toml"))

_CHANGED, USUAL_BASE = "changed", "main"
_DURATION = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<unit>[sm]?)")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The settings of one run.

    stack: where the services run.
    keep: whether the logs of all services stay in reports/logs after the run.
    database: where PostgreSQL runs; for a stack in containers, in a container.
    images: names of container images by program, see environment.runtime.containers.images.
    target: for stack=attach, the file with the addresses of the services.
    arrow: the arrow whose cells of the matrix run; empty for all.
    kind: the kind of fault whose cells of the matrix run; empty for all.
    sample_seed: chooses the samples of long tables that a run takes; empty for that of the day.
    full: whether a shop of another team is killed at every point, and not at a sample of them.
    select_changed: whether only scenarios run that the change can touch.
    base: the branch or commit that the change began at; None where none is named or wanted.
    explain: whether the console has for each scenario why the change can touch it.
    order: the order in which scenarios begin; None for the usual one.
    budget: how many seconds the scenarios may take; None without a limit.
    observe: the folder to which `make baseline` lets the run write what its scenarios showed.
    shard: which part of the selected scenarios runs, such as `2/5`; None for all of them.
    integration: which services are real, and which are stubs; by default all of them are real.
    cluster: the Dask cluster whose workers run the scenarios; None for those of this machine.
    cluster_wait: after how many seconds without any worker a run on a cluster ends.
    through: what the customers of scenarios use.
    """

    stack: StackMode = StackMode.EMBEDDED
    keep: bool = False
    database: DatabaseMode = DatabaseMode.EMBEDDED
    images: Mapping[str, str] = field(default_factory=dict)
    target: Path | None = None
    arrow: str = ""
    kind: str = ""
    sample_seed: str = ""
    full: bool = False
    select_changed: bool = False
    base: str | None = None
    explain: bool = False
    order: RunOrder | None = None
    budget: float | None = None
    observe: Path | None = None
    shard: str | None = None
    integration: IntegrationLevel = field(default_factory=lambda: integration_orders().level(BIG_BANG))
    cluster: str | None = None
    cluster_wait: float = 60.0
    through: Through = Through.API

    @property
    def needs_engine(self) -> bool:
        """Whether a program of the stack runs in a container."""
        return self.stack is StackMode.CONTAINERS or self.database is DatabaseMode.CONTAINER

    @property
    def asks_for_change(self) -> bool:
        """Whether the change since the base decides what runs, or what begins."""
        return self.select_changed or self.budget is not None or self.order is RunOrder.RISK

    @property
    def in_browser(self) -> bool:
        """Whether the customers of scenarios use pages."""
        return self.through is Through.BROWSER

    @classmethod
    def parse(cls, userdata: Mapping[str, str]) -> RunSettings:
        """Read behave's userdata.

        Raises RunSettingsError for an unknown key or an impossible value.
        """
        own = {key: value for key, value in userdata.items() if not key.startswith(_OF_THE_TOOLS)}
        images = {key.removeprefix(_IMAGE): value for key, value in own.items() if key.startswith(_IMAGE)}
        unknown = sorted({key for key in own if not key.startswith(_IMAGE)} - {*_KNOWN})
        if unknown:
            raise RunSettingsError(
                f"-D {unknown[0]}: there is no such setting; known are "
                f"{', '.join(_KNOWN[:-1])}, image.<part> and {_KNOWN[-1]}"
            )
        stack = _stack(own.get("stack", "embedded"))
        database = _database(own.get("postgres"), stack)
        base = _base(own)
        integration = _integration(own, stack)
        through = _through(own.get("through", "api"), stack, integration)
        return cls(
            stack=stack,
            keep=_flag("keep", own.get("keep", "no")),
            database=database,
            images=images_named(images, stack, database, through),
            target=_target(stack, own.get("target")),
            arrow=own.get("arrow", ""),
            kind=own.get("kind", ""),
            sample_seed=own.get("sample_seed", ""),
            full=_flag("full", own.get("full", "no")),
            select_changed="select" in own,
            base=base,
            explain=_explain(own),
            order=_order(own.get("order"), stack, database),
            budget=_duration("budget", own.get("budget")),
            observe=Path(own["observe"]) if own.get("observe") else None,
            shard=own.get("shard"),
            integration=integration,
            through=through,
            cluster=own.get("cluster"),
            cluster_wait=_duration("cluster_wait", own.get("cluster_wait", "60s")) or 0.0,
        )


def _stack(value: str) -> StackMode:
    try:
        stack = StackMode(value)
    except ValueError:
        choices = ", ".join(known.value for known in StackMode)
        raise RunSettingsError(f"-D stack={value}: there is no such stack; known are {choices}") from None
    return stack


def _database(value: str | None, stack: StackMode) -> DatabaseMode:
    default = DatabaseMode.CONTAINER if stack is StackMode.CONTAINERS else DatabaseMode.EMBEDDED
    if value is None:
        return default
    try:
        database = DatabaseMode(value)
    except ValueError:
        choices = " and ".join(known.value for known in DatabaseMode)
        raise RunSettingsError(f"-D postgres={value}: there is no such place; known are {choices}") from None
    if stack is not StackMode.EMBEDDED and database is not default:
        raise RunSettingsError(
            f"-D postgres={value}: with stack={stack.value} there is no choice; leave it out"
        )
    return database


def _target(stack: StackMode, path: str | None) -> Path | None:
    if stack is StackMode.ATTACH:
        return Path(path) if path else usual_target()
    if path:
        raise RunSettingsError(f"-D target={path}: only stack=attach has a target; add -D stack=attach")
    return None


def usual_target() -> Path:
    """The target file of a run that names none: a team's own file, else that of `make up`."""
    return next((place for place in _USUAL_TARGETS if place.is_file()), _USUAL_TARGETS[0])


def _base(own: Mapping[str, str]) -> str | None:
    select, base = own.get("select"), own.get("base")
    if select not in (None, _CHANGED):
        raise RunSettingsError(f"-D select={select}: there is no such selection; known is {_CHANGED}")
    if base is not None and not ("budget" in own or own.get("order") == RunOrder.RISK.value or select):
        raise RunSettingsError(
            f"-D base={base}: nothing here asks what has changed; add -D select=changed, -D budget=60s or "
            "-D order=risk"
        )
    if base is not None and not base.strip():
        raise RunSettingsError("-D base: name a branch or a commit, or leave it out for main")
    return base or (USUAL_BASE if select else None)


def _explain(own: Mapping[str, str]) -> bool:
    explain = _flag("explain", own.get("explain", "no"))
    if explain and "select" not in own:
        raise RunSettingsError("-D explain=1: there is no selection to explain; add -D select=changed")
    return explain


def _order(value: str | None, stack: StackMode, database: DatabaseMode) -> RunOrder | None:
    try:
        order = None if value is None else RunOrder(value)
    except ValueError:
        choices = ", ".join(known.value for known in RunOrder)
        raise RunSettingsError(f"-D order={value}: there is no such order; known are {choices}") from None
    own = stack is StackMode.EMBEDDED and database is DatabaseMode.EMBEDDED
    if order not in (None, RunOrder.FILE) and not own:
        raise RunSettingsError(
            f"-D order={value}: an attached target and containers run in the order of the files; leave it out"
        )
    return order


def _duration(key: str, value: str | None) -> float | None:
    written = None if value is None else _DURATION.fullmatch(value.strip())
    if value is not None and (written is None or not float(written["number"])):
        raise RunSettingsError(f"-D {key}={value}: write seconds or minutes, such as {key}=60s or {key}=5m")
    return float(written["number"]) * (60 if written["unit"] == "m" else 1) if written else None


def _integration(own: Mapping[str, str], stack: StackMode) -> IntegrationLevel:
    """The level of -D integration and -D level, or of -D real; the default has every service real."""
    order, number, real = own.get("integration"), own.get("level"), own.get("real")
    if real is not None and (order or number):
        raise RunSettingsError(f"-D real={real}: it is an order of its own; leave integration and level out")
    if order is None and number is not None:
        raise RunSettingsError(f"-D level={number}: add an order, such as -D integration=top-down")
    if number is not None and not number.isdecimal():
        raise RunSettingsError(f"-D level={number}: write the number of a level, such as level=1")
    try:
        orders, named = integration_orders(), f"-D integration={order}"
        if real is not None:
            named = f"-D real={real}"
            level = orders.own([service.strip() for service in real.split(",") if service.strip()])
        else:
            level = orders.level(order or BIG_BANG, int(number) if number else None)
    except IntegrationError as error:
        raise RunSettingsError(f"{named}: {error}") from None
    if not level.complete and stack is not StackMode.EMBEDDED:
        raise RunSettingsError(
            f"{named}: stubs run beside embedded services only; leave -D stack={stack.value} out"
            + ("; a target file has `real`" if stack is StackMode.ATTACH else "")
        )
    return level


def _through(value: str, stack: StackMode, level: IntegrationLevel) -> Through:
    try:
        through = Through(value)
    except ValueError:
        choices = " and ".join(known.value for known in Through)
        raise RunSettingsError(
            f"-D through={value}: customers use one of {choices}; leave it out for the APIs"
        ) from None
    if through is Through.BROWSER and (stack is StackMode.ATTACH or not level.complete):
        raise RunSettingsError(
            "-D through=browser: the storefront runs beside services that the run has started, all of them "
            "real; leave -D stack=attach, -D integration and -D real out"
        )
    return through


def _flag(key: str, value: str) -> bool:
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise RunSettingsError(f"-D {key}={value}: write {key}=1 or {key}=0")


def require_project_folder(project: Path = PROJECT_FOLDER) -> None:
    """Raises RunSettingsError for a run from another folder than the project's.

    behave reads pyproject.toml only from the working folder. In another folder it would run the steps with
    its own runner and without the environment, and every scenario would fail for an unclear reason.
    """
    if Path.cwd() != project:
        raise RunSettingsError(f"run behave from the project's folder: cd {project} && behave features/")
