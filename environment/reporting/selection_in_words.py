"""What selects the scenarios of a run, in words for its report, whichever way they are selected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

ALL_FEATURES = "all features"
DEFAULT_RUN = "the default run"
_SETTINGS = ("arrow", "kind", "sample_seed", "select", "base", "budget", "order")
_DEFAULT_PATH = Path("features")


def selection_in_words(config: Any) -> str:
    """Such as `features/access --tags="@smoke" -D budget=60s`; `the default run` where nothing selects.

    Tags that pyproject.toml leaves out of every run are not named.
    """
    paths = [str(path) for path in config.paths]
    narrowed = list(_narrowed(config))
    if paths and all(_relative(path) == _DEFAULT_PATH for path in paths):
        words = " ".join([ALL_FEATURES, *narrowed]) if narrowed else DEFAULT_RUN
    else:
        words = " ".join([*paths, *narrowed])
    shard = config.userdata.get("shard")
    return f"shard {shard} of {words}" if shard else words


def of_all_shards(selection: str) -> str:
    """The words of one shard without the shard: those of the whole run."""
    before, of, whole = selection.partition(" of ")
    return whole if of and before.startswith("shard ") else selection


def _narrowed(config: Any) -> Iterator[str]:
    default = [*(config.default_tags or ())]
    yield from (f'--tags="{tags}"' for tags in config.tags or () if tags not in default)
    yield from (f'--name="{name}"' for name in config.name or ())
    for option in ("include", "exclude"):
        if pattern := getattr(config, f"{option}_re"):
            yield f'--{option}="{pattern.pattern}"'
    yield from (f"-D {key}={config.userdata[key]}" for key in _SETTINGS if key in config.userdata)


def _relative(path: str) -> Path:
    absolute = Path(path).absolute()
    return absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute
