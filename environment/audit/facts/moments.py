"""Moments in the rows of a snapshot, which the databases give as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def with_moments(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The fields of a row, those of these names as moments; one that is null stays so."""
    return {
        name: datetime.fromisoformat(value) if name in names and value else value
        for name, value in fields.items()
    }
