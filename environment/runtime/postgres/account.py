"""The account that PostgreSQL runs as: an unprivileged one where the suite runs as root."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

_UNPRIVILEGED = "nobody"


class Credentials(TypedDict, total=False):
    """The arguments of `subprocess.Popen` for an account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class SystemAccount:
    """The ids of the account; None for the account that runs the suite."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def for_postgres(cls) -> SystemAccount:
        """The account for this machine: PostgreSQL refuses to run as root. No account is made for it."""
        if os.geteuid() != 0:
            return cls()
        entry = pwd.getpwnam(_UNPRIVILEGED)
        return cls(entry.pw_uid, entry.pw_gid)

    @property
    def credentials(self) -> Credentials:
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Make the account the owner of one file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
