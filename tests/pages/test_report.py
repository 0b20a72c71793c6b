"""The report in one file: it opens from disk, and a red scenario shows its guilty arrow and its drawing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from environment.evidence.diagnosis.root_cause import RootCause
from environment.reporting import attachments
from environment.reporting.root_cause_message import with_arrow
from environment.reporting.scenario_attachments import attach_diagram
from environment.tools import report
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE, OpenedPage

RED, GREEN = "The order service fails after the card was charged", "The customer may try again"
REASON = "PUT /payments/… answered 500 <internal>"
BREACH = "AUDIT FAILED: the customer was charged $19.00 and has no order"
CELL = [{"name": "row", "value": "cart -> inventory"}, {"name": "fault", "value": "answer lost"}]
LEAF_TITLES = "[data-testid=tree-leaf-title]"
GROUP_TITLES = "[data-testid=tree-section-title]"
BEGUN_IN_ANOTHER_ORDER = [
    ("Cart and inventory", "features/cart_and_inventory/empty_carts.feature:5", 1_710_000_001_500),
    ("Journeys", "features/journeys/buying_two_titles.feature:3", 1_700_000_000_000),
]
ATTACHED = [
    ("mail to maria@example.org", "txt", "text/plain", "Grüße, ¥500 for 2 copies"),
    ("rows of payments", "csv", "text/csv", "payment,amount\npi_7,19.00"),
    (
        "checkout -> payments: PUT /payments 500",
        "httpexchange",
        "application/vnd.allure.http+json",
        json.dumps(
            {
                "schemaVersion": 1,
                "start": 1_710_000_000_100,
                "stop": 1_710_000_000_200,
                "request": {"method": "PUT", "url": "http://payments/payments/7", "headers": []},
                "response": {"status": 500, "headers": [{"name": "Retry-After", "value": "17"}]},
            }
        ),
    ),
]
# Holds what is fetched to be unpacked, while `held` is a list, and counts it.
HOLDING = """
window.fetched = 0; window.held = null;
const real = window.fetch;
window.fetch = (url) => {
  if (!String(url).startsWith("data:application/gzip")) return real(url);
  window.fetched += 1;
  return window.held ? new Promise((go) => { window.held.push(() => go(real(url))); }) : real(url);
};
"""
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


class ShownBlocks:
    """Keeps what is shown at the top of a scenario, as the Allure listener does."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.labels: dict[str, str] = {}

    def show(self, html: str) -> None:
        self.blocks.append(html)

    def add_label(self, name: str, values: list[str]) -> None:
        self.labels[name] = values[0]


def shown_of_a_red_scenario(monkeypatch: pytest.MonkeyPatch) -> ShownBlocks:
    shown = ShownBlocks()
    monkeypatch.setattr(attachments, "_listener", lambda: shown)
    exchanges = RecordedCheckout().exchanges()
    crossed = next(each for each in exchanges if each.edge == "checkout -> payments")
    cause = RootCause("checkout -> payments", REASON, crossed)
    attach_diagram(exchanges, cause, dividers=(), prepared_until=None)
    return shown


def write_result(folder: Path, name: str, status: str, **more: Any) -> None:
    labels = {"epic": "Checkout and payment gateway", "feature": "Declined card", **more.pop("labels", {})}
    result = {
        "uuid": name,
        "historyId": name,
        "name": name,
        "fullName": f"Declined card: {name}",
        "status": status,
        "start": 1_710_000_000_000,
        "stop": 1_710_000_002_000,
        "labels": [{"name": key, "value": value} for key, value in labels.items()],
        **more,
    }
    (folder / f"{hash_of(name)}-result.json").write_text(json.dumps(result), "utf-8")


def write_attachments(folder: Path) -> list[dict[str, str]]:
    for name, kind, _, content in ATTACHED:
        (folder / f"{hash_of(name)}-attachment.{kind}").write_text(content, "utf-8")
    return [
        {"name": name, "source": f"{hash_of(name)}-attachment.{kind}", "type": mime}
        for name, kind, mime, _ in ATTACHED
    ]


def hash_of(name: str) -> str:
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


@pytest.fixture(scope="module")
def made(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report and the heat map of three results, made by the program that `make report` runs."""
    folder = tmp_path_factory.mktemp("report")
    results = folder / "reports" / "allure-results"
    results.mkdir(parents=True)
    (folder / "features").symlink_to(Path("features").resolve())
    with pytest.MonkeyPatch.context() as monkeypatch:
        shown = shown_of_a_red_scenario(monkeypatch)
        top = "\n".join([*shown.blocks, "<p>From the feature file.</p>"])
        message = with_arrow(f"[checkout -> payments] {REASON}", BREACH)
        details = {"message": message, "trace": "steps/order_steps.py:12"}
        told = {"descriptionHtml": top, "statusDetails": details, "attachments": write_attachments(results)}
        write_result(results, RED, "failed", labels=shown.labels, **told)
        write_result(results, GREEN, "passed")
        write_result(results, "A cell", "passed", labels={"tag": "matrix"}, parameters=CELL)
        for epic, file, start in BEGUN_IN_ANOTHER_ORDER:
            write_result(results, file, "passed", labels={"epic": epic}, fullName=file, start=start)
        monkeypatch.chdir(folder)
        monkeypatch.delenv("ALLURE_RESULTS_DIR", raising=False)
        report.main()
    if not (folder / report.REPORT).is_file():
        pytest.skip("No report was made: Allure 3 cannot be installed or run here (see make report)")
    return folder


def opened(open_page: Open, made: Path, name: str = "", width: int = WIDE) -> OpenedPage:
    page = open_page(made / report.REPORT, width)
    if name:
        page.page.goto(f"{(made / report.REPORT).as_uri()}#{hash_of(name)}")
    return page


@WIDTHS
def test_it_opens_from_disk_with_all_scenarios_and_asks_no_host(
    open_page: Open, made: Path, width: int
) -> None:
    page = opened(open_page, made, width=width)
    page.wait_for(f"text={RED}")
    assert {RED, GREEN, "A cell"} <= set(page.visible(LEAF_TITLES))
    assert page.hosts() == []
    assert page.errors == []
    assert page.overflow() == 0


def test_groups_stand_in_the_order_of_the_feature_files(open_page: Open, made: Path) -> None:
    page = opened(open_page, made)
    page.wait_for(f"text={RED}")
    epics = [each for each, _, _ in BEGUN_IN_ANOTHER_ORDER]
    assert [each for each in page.visible(GROUP_TITLES) if each in epics] == epics


@WIDTHS
def test_a_red_scenario_shows_its_root_cause_first_and_the_drawing_below(
    open_page: Open, made: Path, width: int
) -> None:
    page = opened(open_page, made, RED, width)
    page.wait_for("iframe")
    told = [text for text in page.visible("pre, code, span, p") if BREACH in text]
    assert told
    assert told[0].startswith(f"GUILTY ARROW: [checkout -> payments] {REASON}")
    shown = page.page.locator("[data-testid=test-result-error-message]").inner_text()
    assert shown.splitlines() == [f"GUILTY ARROW: [checkout -> payments] {REASON}", BREACH]
    drawn_width, drawn_height = page.size_in_frame("iframe", "img")
    assert drawn_width > width / 2
    assert drawn_height > drawn_width / 4
    assert page.overflow() == 0


def test_a_green_scenario_shows_no_error(open_page: Open, made: Path) -> None:
    page = opened(open_page, made, GREEN)
    page.wait_for(f"text={GREEN}")
    assert "AUDIT FAILED" not in page.page.inner_text("body")


@WIDTHS
def test_the_link_to_the_matrix_covers_no_control_and_leads_there_and_back(
    open_page: Open, made: Path, width: int
) -> None:
    page = opened(open_page, made, width=width)
    page.wait_for(f"text={RED}")
    page.wait_for("[data-testid=keyboard-shortcuts-trigger]")
    assert page.visible(".linked-page") == ["Matrix of faults"]
    assert page.visible("[data-testid=keyboard-shortcuts-trigger]") == ["?"]
    page.click(".linked-page")
    assert page.visible("h1") == ["Matrix: every fault on every arrow"]
    page.click("td.green a")
    page.wait_for("text=A cell")
    assert page.page.url.endswith(hash_of("A cell"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [(ATTACHED[0][0], "Grüße, ¥500 for 2 copies"), (ATTACHED[1][0], "pi_7"), (ATTACHED[2][0], "Retry-After")],
)
def test_an_attachment_shows_its_content(open_page: Open, made: Path, name: str, shown: str) -> None:
    page = opened(open_page, made, RED)
    page.click(f"text={name}")
    page.wait_for(f"text={shown}")
    assert page.errors == []


def test_the_first_line_waits_for_no_scenario_and_the_page_says_when_it_unpacks_one(
    open_page: Open, made: Path
) -> None:
    page = open_page("<p>an empty page</p>")
    page.page.add_init_script(HOLDING)
    page.page.goto((made / report.REPORT).as_uri())
    page.wait_for(GROUP_TITLES)
    assert page.page.evaluate("window.fetched") == 2, "the application and what is shown first"
    assert page.visible(".unpacking") == []
    page.page.evaluate("number => { window.held = []; location.hash = number; }", hash_of(RED))
    page.wait_for(".unpacking")
    assert page.visible(".unpacking") == ["Unpacking …"]
    page.page.evaluate("() => { const go = window.held; window.held = null; go.forEach((each) => each()); }")
    page.wait_for("iframe")
    assert page.visible(".unpacking") == []
