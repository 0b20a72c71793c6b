"""Properties of the run that the report shows: stack, selection, commit, versions and the build."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping
from typing import Any

from behave.version import VERSION as BEHAVE_VERSION

from environment.reporting.selection_in_words import selection_in_words

SELECTION = "Selection"


def run_properties(config: Any) -> dict[str, str]:
    """The properties that are known before the first hook."""
    properties = {
        "Stack": config.userdata.get("stack", "embedded"),
        SELECTION: selection_in_words(config),
        "Shard": config.userdata.get("shard", ""),
        "Cluster": config.userdata.get("cluster", ""),
        "Workers": str(config.jobs) if config.jobs > 1 else "",
        "Commit": commit(),
        "Python": platform.python_version(),
        "behave": BEHAVE_VERSION,
        "Platform": f"{platform.system()} {platform.machine()}",
    }
    return {key: value for key, value in properties.items() if value}


def commit(environ: Mapping[str, str] = os.environ) -> str:
    """The short commit under test; empty outside of a git repository."""
    known = environ.get("GITHUB_SHA") or environ.get("CI_COMMIT_SHA")
    if known:
        return known[:10]
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return described.stdout.strip()


def executor(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The build that ran the features, with its address; of a run by hand only a name."""
    if environ.get("GITHUB_ACTIONS"):
        project = f"{environ['GITHUB_SERVER_URL']}/{environ['GITHUB_REPOSITORY']}"
        build = f"{environ.get('GITHUB_WORKFLOW', 'build')} #{environ.get('GITHUB_RUN_NUMBER', '')}"
        return {
            "name": "GitHub Actions",
            "type": "github",
            "buildName": build,
            "buildUrl": f"{project}/actions/runs/{environ['GITHUB_RUN_ID']}",
        }
    if environ.get("GITLAB_CI"):
        build = f"pipeline {environ.get('CI_PIPELINE_ID', '')}"
        return {
            "name": "GitLab",
            "type": "gitlab",
            "buildName": build,
            "buildUrl": environ.get("CI_JOB_URL", ""),
        }
    return {"name": "run by hand", "type": "local"}
