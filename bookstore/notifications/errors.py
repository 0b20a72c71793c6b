"""What notifications refuses: nothing of its own so far, only what every service refuses."""

from __future__ import annotations

from bookstore.platform.problem import ProblemTable


class Unmailable(Exception):
    """No mail can be addressed to this recipient. The event stands; its mail is kept as bounced."""


PROBLEMS: ProblemTable = {}
