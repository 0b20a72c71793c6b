"""How a refusal says which copies are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from bookstore.inventory.errors import OutOfStock
from bookstore.inventory.model import MissingLine, MissingReason


def out_of_stock(missing_lines: Sequence[MissingLine]) -> OutOfStock:
    """The refusal that names these lines."""
    return OutOfStock(f"not enough copies: {description(missing_lines)}", missing=members(missing_lines))


def description(missing_lines: Sequence[MissingLine]) -> str:
    """The titles of these lines, and what is left of each."""
    return ", ".join(f"{line.title or line.sku} ({_availability_text(line)})" for line in missing_lines)


def members(missing_lines: Sequence[MissingLine]) -> list[dict[str, object]]:
    """These lines as the member `missing` of a problem."""
    return [asdict(line) for line in missing_lines]


def _availability_text(line: MissingLine) -> str:
    return (
        f"{line.available} left" if line.reason is MissingReason.NOT_ENOUGH_COPIES else "not on sale any more"
    )
