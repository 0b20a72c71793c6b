"""`make adapter NAME=acme`: makes examples/acme of the template, with an adapter that offers nothing yet."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

EXAMPLES = Path("examples")
_TEMPLATE = "template"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


def main() -> int:
    """The exit code: 0 where the folder is made."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not _NAME.fullmatch(name):
        print("make adapter NAME=acme: lower-case letters, digits and _, a letter at the beginning")
        return 2
    folder = EXAMPLES / name
    if folder.exists():
        print(f"{folder} exists already: remove it, or take another name")
        return 1
    shutil.copytree(EXAMPLES / _TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / f"{_TEMPLATE}_adapter").rename(folder / f"{name}_adapter")
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            path.write_text(_renamed(path.read_text("utf-8"), name), "utf-8")
    print(f"{folder} is made. Start its line with:  make line TARGET={folder / 'shop.toml'}")
    return 0


def _renamed(text: str, name: str) -> str:
    camel = "".join(part.capitalize() for part in name.split("_"))
    return text.replace(_TEMPLATE.capitalize(), camel).replace(_TEMPLATE, name)


if __name__ == "__main__":
    sys.exit(main())
