"""Environment variables of other programs that would change what this process does.

The connections of a run go to what the run has started or was given in its target file. Sessions of requests
have `trust_env = False`, which leaves out proxies, certificates and .netrc. libpq has no such setting: it
reads its variables at each connection, and a variable such as PGSERVICE cannot be overridden.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping

_OWN = "PG_BIN"
_PYTHON_KEPT = ("PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONPYCACHEPREFIX")


def remove_libpq_variables(environ: MutableMapping[str, str] = os.environ) -> None:
    """Remove all variables of libpq (PostgreSQL's documentation, section 34.15) from this process."""
    for name in [each for each in environ if each.startswith("PG") and each != _OWN]:
        del environ[name]


def for_python(environ: Mapping[str, str], **own: str) -> dict[str, str]:
    """The environment of a Python process of ours: variables that change its interpreter are left out."""
    kept = {name: value for name, value in environ.items() if _is_kept(name)}
    return {**kept, **own}


def _is_kept(name: str) -> bool:
    return name in _PYTHON_KEPT or not name.startswith("PYTHON")
