"""Whether a worker of Dask can run code of this process at all."""

from __future__ import annotations

import platform
from typing import Any

_OURS = platform.python_version()


class PythonVersions:
    """The versions of Python of Dask's workers: code of one minor version is unreadable for another one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._known: dict[str, str] = {}

    def why_unusable(self, address: str) -> str | None:
        """A sentence for a worker with another version of Python than this process."""
        if address not in self._known:
            self._known = {each: _python(of) for each, of in self._client.get_versions()["workers"].items()}
        theirs = self._known.get(address, _OURS)  # one that has gone at once is told as lost
        if _minor(theirs) == _minor(_OURS):
            return None
        return (
            f"it has Python {theirs}, and this run has {_OURS}: install what requirements.lock and "
            f"requirements-cluster.lock list with Python {_minor(_OURS)} there"
        )


def _python(versions: Any) -> str:
    """Such as 3.11.7, of what Dask says about a worker."""
    host = dict((versions or {}).get("host") or {})
    return ".".join(str(host.get("python", _OURS)).split(".")[:3])


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
