"""Books of a shop whose tables are not ours, as the audit reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Books:
    """url: SQLAlchemy's URL of the shop's database. statements: by part."""

    url: str
    statements: Mapping[str, str]
