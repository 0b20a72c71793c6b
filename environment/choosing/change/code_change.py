"""What differs between two versions of a Python file: functions, names, or something beside them.

Comments, docstrings and formatting are no difference: both versions are compared as syntax trees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from environment.choosing.code_parts import NESTED, CodePart, called, parts_of

_DECORATED = "decorator_list="


@dataclass(frozen=True)
class CodeChange:
    """What differs, with qualified names as the maps have them.

    functions: those of the earlier version whose bodies differ or are gone.
    parameters: those of both versions whose parameters differ, without a decorator; they are called by name.
    heads: those of both versions whose decorators differ, or whose parameters do and may be looked at.
    names: by which code elsewhere uses what differs: constants that have another value, and functions and
        classes that are added. What uses an added constant or import differs itself.
    registered: functions that are added with a decorator, which may hand them to a caller without a name.
    elsewhere: whether anything else differs, such as a field of a class, or the file is no Python.
    """

    functions: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    registered: frozenset[str] = frozenset()
    elsewhere: bool = False

    @property
    def nothing(self) -> bool:
        """Whether both versions do the same."""
        return self == CodeChange()

    @property
    def only_bodies(self) -> bool:
        """Whether nothing differs but bodies of functions."""
        return not (self.parameters or self.heads or self.names or self.registered or self.elsewhere)


def code_change(before: str | None, after: str | None) -> CodeChange:
    """Compare two versions; None for a file that is not there."""
    try:
        earlier, later = (parts_of(text or "") for text in (before, after))
    except (SyntaxError, ValueError):  # ValueError: the text has a null byte
        return CodeChange(elsewhere=True)
    changed = {part for part in earlier.keys() | later.keys() if earlier.get(part) != later.get(part)}
    known = changed & earlier.keys()
    new_classes = {part.name for part in changed - known if part.kind == "class" and "." not in part.name}
    added = {part for part in changed - known if part.name.partition(".")[0] not in new_classes}
    functions = {each.name for each in added if each.kind == "body" and NESTED not in each.name}
    heads = {part for part in known & later.keys() if part.kind == "head"}
    plain = {part for part in heads if _is_called_by_name(part, [*earlier[part], *later[part]])}
    return CodeChange(
        frozenset(part.name for part in known if part.kind == "body"),
        frozenset(part.name for part in plain),
        frozenset(part.name for part in heads - plain),
        frozenset(part.name for part in known & later.keys() if part.kind in ("name", "import"))
        | {called(name) for name in functions}
        | new_classes,
        frozenset(part.name for part in added if part.kind == "decorators"),
        any(part.kind in ("class", "else") for part in known | added)
        or any(name.endswith("__") for name in functions),  # which is called by no name
    )


def _is_called_by_name(head: CodePart, texts: Iterable[str]) -> bool:
    """Not where a decorator gets the function, or the interpreter calls it: `Depends(Peers("orders"))`."""
    return not head.name.endswith("__") and not any(_DECORATED in text for text in texts)
