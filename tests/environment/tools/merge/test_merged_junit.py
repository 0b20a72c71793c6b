"""The JUnit files of shards: one for each feature."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from environment.tools.merge.junit import merge_junit

_SUITE = (
    '<testsuite name="a.A" tests="{tests}" errors="0" failures="{failures}" skipped="0" time="1.25">'
    "{cases}</testsuite>"
)
_CASE = '<testcase name="{0}"><system-out>{0} &lt;said&gt;</system-out></testcase>'


def written(folder: Path, **suites: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in suites.items():
        (folder / f"TESTS-{name}.xml").write_text(text, "utf-8")
    return folder


def suite(*names: str, failures: int = 0) -> str:
    cases = "".join(map(_CASE.format, names))
    return _SUITE.format(tests=len(names), failures=failures, cases=cases)


def test_the_scenarios_of_a_feature_are_in_one_file_and_its_numbers_are_sums(tmp_path: Path) -> None:
    one = written(tmp_path / "1", carts=suite("First", "Third", failures=1), orders=suite("Fourth"))
    two = written(tmp_path / "2", carts=suite("Second", failures=1))
    target = written(tmp_path / "reports/junit", stale="<testsuite/>")
    merge_junit([one, two], target)
    assert sorted(file.name for file in target.iterdir()) == ["TESTS-carts.xml", "TESTS-orders.xml"]
    carts = ElementTree.parse(target / "TESTS-carts.xml").getroot()
    assert [case.get("name") for case in carts] == ["First", "Third", "Second"]
    assert carts.attrib == {
        "name": "a.A", "tests": "3", "errors": "0", "failures": "2", "skipped": "0", "time": "2.5"
    }  # fmt: skip
    assert carts[2].findtext("system-out") == "Second <said>"
    assert (target / "TESTS-orders.xml").read_text("utf-8") == suite("Fourth")


def test_a_shard_without_junit_is_left_out(tmp_path: Path) -> None:
    merge_junit([tmp_path / "none", written(tmp_path / "1", carts=suite("First"))], tmp_path / "junit")
    assert [file.name for file in (tmp_path / "junit").iterdir()] == ["TESTS-carts.xml"]
