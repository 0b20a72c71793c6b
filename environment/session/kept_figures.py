"""Figures that one run keeps for the next, by the name of a scenario, as a file of JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path


def read_figures(path: Path) -> dict[str, float]:
    """The figures by name; none from a missing or damaged file."""
    try:
        return {str(name): float(figure) for name, figure in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_figures(figures: Mapping[str, float], path: Path) -> None:
    """Replace the file as a whole: a killed run leaves no half of one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        written.write_text(json.dumps(figures, ensure_ascii=False, indent=0), "utf-8")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
