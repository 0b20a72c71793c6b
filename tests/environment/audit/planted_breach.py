"""A breach put into the good day's books."""

from dataclasses import dataclass

from environment.audit.breach import Kind
from environment.audit.checks import Check
from environment.audit.snapshot import Books


@dataclass(frozen=True)
class Plant:
    """Books with one breach, and how the check must name it."""

    check: Check
    kind: Kind
    sentence: str
    books: Books
