"""axe-core's one file, from its npm package: installed when a run first checks a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from environment.runtime.node_packages import installed

DEFINITION = Path(__file__).parent / "axe_core"


@cache
def axe_source() -> str:
    """The script, which defines `axe` in the page that runs it. Raises NodeUnavailable."""
    folder = installed("axe-core", DEFINITION)
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")
