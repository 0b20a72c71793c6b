"""The settings of a run that have a few values each."""

from __future__ import annotations

from enum import Enum


class StackMode(Enum):
    """Where the services under test run."""

    EMBEDDED = "embedded"
    CONTAINERS = "containers"
    ATTACH = "attach"


class DatabaseMode(Enum):
    """Where PostgreSQL runs."""

    EMBEDDED = "embedded"
    CONTAINER = "container"


class Through(Enum):
    """What the customers of scenarios use: the APIs of the services, or the pages of the storefront."""

    API = "api"
    BROWSER = "browser"


class RunOrder(Enum):
    """The order in which scenarios begin; reports have that of the files in any case."""

    RISK = "risk"
    LONGEST = "longest"
    FILE = "file"
