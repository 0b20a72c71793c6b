"""Names an adapter that fails between scenarios, where no step says what was asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from steps.drivers.adapter import ShopAdapter


class AdapterFailed(Exception):
    """A method of an adapter has ended with an error; the message says which, and where in its code."""


@contextmanager
def named(method: str, adapter: type[ShopAdapter]) -> Iterator[None]:
    """Raise AdapterFailed for any error of this method, such as "pricing.put_back"."""
    try:
        yield
    except Exception as error:
        said = f"{adapter.__name__}, {method}: {type(error).__name__}: {error}"
        raise AdapterFailed(f"{said}{_place(error, adapter)}") from error


def _place(error: Exception, adapter: type[ShopAdapter]) -> str:
    """The last line of the adapter's own code; empty where none of it was under way."""
    package = adapter.__module__.partition(".")[0]
    own = [
        f" ({Path(frame.f_code.co_filename).name}:{line})"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").partition(".")[0] == package
    ]
    return own[-1] if own else ""
