"""A file that has changed, and what sort of file it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class ChangedFile:
    """The text of a file before and after a change, None where there is no file.

    path: below the project's folder.
    is_text: whether both versions are text; the content of another file is not compared.
    """

    path: str
    before: str | None
    after: str | None
    is_text: bool = True


class FileKind(Enum):
    """What a change of a file can touch."""

    NOTHING = "no scenario reads it"
    FEATURE = "its scenarios"
    TABLE = "the scenarios of the folder that it is a table of"
    BASELINE = "the scenarios that are compared with it"
    BOOKSTORE = "the scenarios that run it, use it or cross its service"
    STEPS = "the scenarios that run it or use it"
    ENVIRONMENT = "the scenarios that run it"
    EVERYTHING = "every scenario depends on it"


_KINDS = (
    ("features/*.feature", FileKind.FEATURE),
    ("features/*", FileKind.TABLE),
    ("baseline/maps/*", FileKind.NOTHING),
    ("baseline/unmet-answers.toml", FileKind.NOTHING),
    ("baseline/answers-of-nightly-tiers.txt", FileKind.NOTHING),
    ("baseline/*/*.txt", FileKind.BASELINE),
    ("bookstore/*", FileKind.BOOKSTORE),
    ("steps/*.py", FileKind.STEPS),
    ("environment/tools/*", FileKind.NOTHING),
    ("environment/choosing/*", FileKind.NOTHING),
    ("environment/topology/*", FileKind.EVERYTHING),
    ("environment/*.py", FileKind.ENVIRONMENT),
    ("tests/*", FileKind.NOTHING),
    ("docs/*", FileKind.NOTHING),
    ("defects/*", FileKind.NOTHING),
    ("reports/*", FileKind.NOTHING),
    (".*", FileKind.NOTHING),  # of the build service, of git, of editors
    ("*.md", FileKind.NOTHING),
    ("known_failures.toml", FileKind.NOTHING),
)


def kind_of(path: str) -> FileKind:
    """The kind of a file; of what is not listed, such as a lock file, every scenario may depend."""
    return next((kind for pattern, kind in _KINDS if fnmatchcase(path, pattern)), FileKind.EVERYTHING)
