"""Variables of other programs in the environment do not change a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from environment.settings import PROJECT_FOLDER
from tests.environment.reporting.demo_run import Demo

SCENARIOS = (
    "features/order_and_notification/sending_the_confirmation_mail.feature:8",
    "features/gateway_contract/amounts_in_minor_units.feature",
)
NOWHERE = "http://127.0.0.1:9"
PROXIES = {f"{scheme}_proxy": NOWHERE for scheme in ("http", "https", "all", "ftp")}
FOREIGN = {
    **PROXIES,
    **{name.upper(): value for name, value in PROXIES.items()},
    "no_proxy": "nothing.example",
    "NO_PROXY": "nothing.example",
    "REQUESTS_CA_BUNDLE": "/nonexistent/ca.pem",
    "CURL_CA_BUNDLE": "/nonexistent/ca.pem",
    "SSL_CERT_FILE": "/nonexistent/ca.pem",
    "SSL_CERT_DIR": "/nonexistent",
    "NETRC": "/nonexistent/netrc",
    "STRIPE_API_KEY": "sk_live_nonsense",
    "STRIPE_API_BASE": NOWHERE,
    "PGSERVICE": "nonsense",
    "PGSERVICEFILE": "/nonexistent/service.conf",
    "PGOPTIONS": "-c default_transaction_read_only=on -c search_path=elsewhere",
    "PGPASSFILE": "/nonexistent/pgpass",
    "PGPASSWORD": "wrong",
    "PGUSER": "stranger",
    "PGDATABASE": "elsewhere",
    "PGHOST": "192.0.2.1",
    "PGHOSTADDR": "192.0.2.1",
    "PGPORT": "9",
    "PGSSLMODE": "verify-full",
    "PGSSLROOTCERT": "/nonexistent/root.crt",
    "PGREQUIREAUTH": "none",
    "PGCHANNELBINDING": "require",
    "PGTARGETSESSIONATTRS": "standby",
    "PGCLIENTENCODING": "LATIN1",
    "PGTZ": "Asia/Tokyo",
    "PGDATESTYLE": "German",
    "PGDATA": "/nonexistent/data",
    "PYTHONSTARTUP": "/nonexistent/startup.py",
    "CLOCK_FILE": "/nonexistent/clock",
    "DATABASE_URL": "postgresql://elsewhere/none",
    "FAULTS_CONTROL": "/nonexistent/control",
    "TZ": "Asia/Tokyo",
    "LC_ALL": "C",
}


def test_a_run_takes_nothing_from_the_variables_of_other_programs(tmp_path: Path) -> None:
    for name in ("bookstore", "environment", "features", "steps"):
        shutil.copytree(PROJECT_FOLDER / name, tmp_path / name)
    shutil.copy(PROJECT_FOLDER / "pyproject.toml", tmp_path)
    (tmp_path / "reports").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "behave", "--format=plain", "--jobs=1", *SCENARIOS],
        cwd=tmp_path,
        env={**os.environ, **FOREIGN, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-3000:]
    assert " 0 failed" in run.stdout


@pytest.mark.parametrize("level", ["1", "2"])
def test_a_python_that_leaves_assertions_out_is_refused(demo: Demo, level: str) -> None:
    run = demo("--tags=@smoke", PYTHONOPTIMIZE=level)
    assert run.exit_code == 1
    assert "ConfigError: PYTHONOPTIMIZE is set: every assertion would pass unseen" in run.console
