"""A run through the browser says what is missing; any other run knows nothing of Playwright."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import trustme

from environment import preconditions
from environment.browser import chromium
from environment.browser.chromium import ChromiumUnavailable, flags, require_chromium
from environment.browser.trusted_keys import key_of
from environment.settings import RunSettings, RunSettingsError


def test_without_playwright_the_sentence_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find_spec", lambda name: None)
    with pytest.raises(ChromiumUnavailable, match="run make browser or make pages once"):
        require_chromium()


def test_without_a_browser_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chromium, "find_spec", lambda name: object())
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(ChromiumUnavailable, match="apt-get install chromium-headless-shell"):
        require_chromium()


def test_playwrights_own_browser_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "chromium-1200" / "chrome-linux64" / "chrome"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert chromium.installed_program() == str(program)


def test_only_the_keys_of_the_run_are_trusted(tmp_path: Path) -> None:
    authority = trustme.CA()
    one, other = tmp_path / "one.pem", tmp_path / "other.pem"
    for path in (one, other):
        path.write_bytes(authority.issue_cert("127.0.0.1").cert_chain_pems[0].bytes())
    assert key_of(one) != key_of(other)
    assert f"--ignore-certificate-errors-spki-list={key_of(one)}" in flags([], [key_of(one)])


def test_only_the_addresses_of_pages_are_asked() -> None:
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 172.18.0.14"
    assert rules in flags(["http://172.18.0.14:8001", "https://172.18.0.14:8002"], [])


def test_pages_in_containers_are_treated_as_those_of_this_machine_are() -> None:
    asked = flags(["http://172.18.0.14:8001", "https://172.18.0.14:8002"], [])
    assert "--unsafely-treat-insecure-origin-as-secure=http://172.18.0.14:8001" in asked
    here = flags(["http://127.0.0.1:8001", "https://127.0.0.1:8002"], [])
    assert not any(each.startswith("--unsafely-treat") for each in here)


def test_in_containers_a_run_needs_the_driver_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RunSettings] = []
    monkeypatch.setattr(preconditions, "require_available", asked.append)
    monkeypatch.setattr(chromium, "installed_program", lambda: None)
    monkeypatch.setattr(chromium, "find_spec", lambda name: object())
    in_containers = RunSettings.parse({"through": "browser", "stack": "containers"})
    preconditions.require_parts_for(in_containers)
    assert asked == [in_containers]
    with pytest.raises(RunSettingsError, match="there is no Chromium"):
        preconditions.require_parts_for(RunSettings.parse({"through": "browser"}))
    monkeypatch.setattr(chromium, "find_spec", lambda name: None)
    with pytest.raises(RunSettingsError, match="run make browser or make pages once"):
        preconditions.require_parts_for(in_containers)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"through": "phone"}, "customers use one of api and browser"),
        ({"through": "browser", "stack": "attach"}, "leave -D stack=attach"),
        ({"through": "browser", "integration": "top-down", "level": "1"}, "all of them real"),
    ],
)
def test_what_does_not_go_together_is_refused(settings: dict[str, str], said: str) -> None:
    with pytest.raises(RunSettingsError, match=said):
        RunSettings.parse(settings)


def test_no_other_run_imports_playwright() -> None:
    code = "import sys, environment.runner, environment.hooks; print('playwright' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
