"""`python -m environment.tools.conformance target.toml`: what a target shows, and what would run on it.

Which scenarios those are, each by name, is written to reports/conformance.txt.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from environment.attach.attached import Attached
from environment.attach.file import TargetFileError, read_target
from environment.attach.outlook import Outlook, by_name, outlook
from environment.attach.probes import BASICS, PROBES, tried
from environment.faults.errors import ProxyError
from environment.settings import usual_target
from steps.vocabulary.capabilities import Capability

_WIDTH = 12
_BY_NAME = Path("reports/conformance.txt")


def main() -> int:
    """0 where everything that the file promises was seen, else 1."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else usual_target()
    try:
        with Attached(read_target(path)) as target:
            print(f"{target.file.name} ({path})\n")
            good, missing = _probed(target)
            seen = outlook(missing)
            print("\n".join(_told(seen, missing)))
            _write(seen, missing)
    except (TargetFileError, ProxyError) as reason:
        print(reason)
        return 1
    return 0 if good else 1


def _probed(target: Attached) -> tuple[bool, dict[Capability, str]]:
    """Print what was seen; whether it was all that is promised, and what is lacking by now."""
    missing, good = dict(target.lacks), True
    for basic in BASICS:
        shown, seen = tried(basic, target)
        good = good and shown
        print(_line("needed", shown, seen))
    for capability, probe in PROBES.items():
        if capability in missing:
            print(f"  {capability:<{_WIDTH}} lacking   {missing[capability]}")
            continue
        shown, seen = tried(probe, target)
        print(_line(capability, shown, seen))
        if not shown:
            good, missing[capability] = False, f"{capability} is promised and was not seen: {seen}"
    return good, missing


def _line(what: str, shown: bool, seen: str) -> str:
    return f"  {what:<{_WIDTH}} {'yes' if shown else 'NOT SEEN':<9} {seen}"


def _told(seen: Outlook, missing: dict[Capability, str]) -> Iterator[str]:
    total = sum(seen.skipped.values())
    yield f"\n{seen.running} scenarios would run, {total} would be skipped"
    for capability, count in sorted(seen.skipped.items(), key=lambda each: -each[1]):
        yield f"  {count:>4}  {missing[capability]}"
    yield "\n   run  skip"
    for folder, (running, skipped) in seen.folders.items():
        yield f"  {running:>4}  {skipped:>4}  {folder}"


def _write(seen: Outlook, missing: Mapping[Capability, str]) -> None:
    _BY_NAME.parent.mkdir(exist_ok=True)
    _BY_NAME.write_text("\n".join(by_name(seen, missing)) + "\n", encoding="utf-8")
    print(f"\nEach by its name: {_BY_NAME}")


if __name__ == "__main__":
    sys.exit(main())
