"""A planted canary is found wherever it hides, and is not repeated in the finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.hooks import written_folders
from environment.session.secret_scan import SecretLeaked, require_no_secrets

CANARY = "sk_test_canary0123456789"
SECRETS = {"gateway's secret key": CANARY, "not set": ""}
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ"


def test_a_clean_folder_passes(tmp_path: Path) -> None:
    (tmp_path / "cart.log").write_text('{"event": "request", "token": "***"}')
    require_no_secrets(SECRETS, [tmp_path])


@pytest.mark.parametrize(
    ("content", "named"),
    [(f"key={CANARY}", "gateway's secret key"), (f"Bearer {TOKEN}", "a signed token")],
)
def test_a_secret_is_named_with_its_file_and_not_shown(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "result.json").write_text(content)
    with pytest.raises(SecretLeaked, match=named) as found:
        require_no_secrets(SECRETS, [tmp_path])
    assert "result.json" in str(found.value)
    assert CANARY not in str(found.value)
    assert TOKEN not in str(found.value)


def test_results_that_a_run_writes_to_another_folder_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLURE_RESULTS_DIR", raising=False)
    assert Path("reports/allure-results") in written_folders()
    monkeypatch.setenv("ALLURE_RESULTS_DIR", "reports/tiers/night/crash/allure-results")
    assert Path("reports/tiers/night/crash/allure-results") in written_folders()
