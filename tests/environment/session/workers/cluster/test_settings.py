"""What -D cluster accepts, and the sentences for what it refuses."""

from __future__ import annotations

import pytest

from environment.session.workers.cluster.address import ClusterAddress, require_cluster_can_run
from environment.settings import RunSettings, RunSettingsError


def test_a_scheduler_is_named_by_its_address() -> None:
    assert ClusterAddress.parse("tcp://scheduler:8786") == ClusterAddress(scheduler="tcp://scheduler:8786")
    assert ClusterAddress.parse("tls://10.0.0.5:8786").scheduler == "tls://10.0.0.5:8786"


def test_workers_of_this_machine_are_counted() -> None:
    assert ClusterAddress.parse("local:4") == ClusterAddress(workers=4)


@pytest.mark.parametrize(
    "text", ["", "4", "local", "local:0", "scheduler:8786", "http://x:1", "tcp://x", "tcp://:1"]
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    with pytest.raises(
        RunSettingsError, match=r"^-D cluster=.*cluster=tcp://10.0.0.5:8786, .*cluster=local:4$"
    ):
        ClusterAddress.parse(text)


@pytest.mark.parametrize(
    ("settings", "jobs", "named"),
    [({}, 4, "--jobs"), ({"stack": "attach"}, 0, "stack=attach"), ({"keep": "1"}, 0, "keep=1"),
     ({"postgres": "container"}, 0, "containers")],
)  # fmt: skip
def test_what_does_not_go_with_a_cluster_is_named(settings: dict[str, str], jobs: int, named: str) -> None:
    with pytest.raises(RunSettingsError, match=f"^-D cluster with {named}"):
        require_cluster_can_run(RunSettings.parse({"cluster": "local:4", **settings}), jobs)


def test_a_run_waits_a_minute_for_workers_unless_told_otherwise() -> None:
    assert RunSettings.parse({"cluster": "local:4"}).cluster_wait == 60
    assert RunSettings.parse({"cluster_wait": "10m"}).cluster_wait == 600
    with pytest.raises(RunSettingsError, match="write seconds or minutes, such as cluster_wait=60s"):
        RunSettings.parse({"cluster_wait": "soon"})
