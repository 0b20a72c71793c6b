"""Runs the demo in shards, each in a copy of the folder as on a machine of its own, and merges them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun


def run_shard(
    demo: Demo, folder: Path, number: int, of: int, *arguments: str, like: Path = DEMO, **environ: str
) -> DemoRun:
    """Run one shard in `folder`, a new copy of the demo or of the folder that it is to be like."""
    shutil.copytree(like, folder, ignore=shutil.ignore_patterns("reports"))
    return demo("-D", f"shard={number}/{of}", *arguments, folder=folder, **environ)


def run_shards(demo: Demo, folder: Path, of: int, *arguments: str, like: Path = DEMO) -> list[DemoRun]:
    """Run every shard, each in a folder of its own below `folder`."""
    return [
        run_shard(demo, folder / f"machine-{number}", number, of, *arguments, like=like)
        for number in range(1, of + 1)
    ]


def merged(folder: Path, shards: Iterable[DemoRun | Path], like: Path = DEMO) -> DemoRun:
    """Merge the reports of shards in `folder`, a new copy of the demo."""
    if not folder.exists():
        shutil.copytree(like, folder, ignore=shutil.ignore_patterns("reports"))
    reports = [each if isinstance(each, Path) else each.folder / "reports" for each in shards]
    done = subprocess.run(
        [sys.executable, "-m", "environment.tools.merge", *map(str, reports)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return DemoRun(folder, done.returncode, done.stdout + done.stderr)
