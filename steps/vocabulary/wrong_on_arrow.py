"""A failure of a step that knows on which arrow the shop went wrong."""

from __future__ import annotations


class WrongOnArrow(AssertionError):
    """Expected and seen, as text. The report names the arrow, such as `checkout -> orders`, as guilty."""

    def __init__(self, arrow: str, message: str) -> None:
        super().__init__(message)
        self.arrow = arrow
