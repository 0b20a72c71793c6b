"""Packs the data of Allure's page into a sixth of its size: it is opened, sent on and kept for every build.

Allure 3.18.0 writes each file as base64 into one script, `d("<name>","<base64>")`, and the application
asks for them by name once they are there. Here they become one gzip that unpack.js unpacks when the page is
opened; a file is turned into base64 when it is asked for.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path

from environment.reporting.single_file import UnknownReport

_UNPACK = Path(__file__).with_name("unpack.js")
_ENTRY = re.compile(r'd\((?P<name>"[^"]*"),"(?P<content>[A-Za-z0-9+/=]*)"\)')
_OPENS, _ENDS = "Promise.allSettled([", "])"


def packed(html: str) -> str:
    """The page with its data packed.

    Raises UnknownReport if they are not where they are expected, or if one of them is something else.
    """
    start = html.rfind(_OPENS)
    end = html.find(_ENDS, start)
    entries = list(_ENTRY.finditer(html, start, end)) if 0 <= start < end else []
    if not entries or ",".join(each.group() for each in entries) != html[start + len(_OPENS) : end]:
        raise UnknownReport("Allure's page holds its data in another way than this version knows")
    data = base64.b64encode(_zipped(entries)).decode()
    return f'{html[:start]}{_UNPACK.read_text("utf-8")}unpack("{data}"){html[end + len(_ENDS) :]}'


def _zipped(entries: Sequence[re.Match[str]]) -> bytes:
    contents = [base64.b64decode(each["content"]) for each in entries]
    names = (json.loads(each["name"]) for each in entries)
    index = json.dumps(list(zip(names, map(len, contents), strict=True))).encode()
    return gzip.compress(
        b"".join([len(index).to_bytes(4, "big"), index, *contents]), compresslevel=6, mtime=0
    )
