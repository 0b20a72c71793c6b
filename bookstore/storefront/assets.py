"""The files that the pages load: a style sheet, a script and an icon, which browsers keep for a year.

The address of a file has the digest of its content: a changed file has another address.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

_FOLDER = Path(__file__).with_name("assets")
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_CONTENT: Mapping[str, bytes] = {
    path.name: path.read_bytes() for path in sorted(_FOLDER.iterdir()) if path.suffix in _TYPES
}


def address_of(name: str) -> str:
    """The address of the file; raises KeyError."""
    return f"/assets/{name}?v={sha256(_CONTENT[name]).hexdigest()[:12]}"


def routes() -> APIRouter:
    """The route of the files."""
    router = APIRouter()

    @router.get("/assets/{name}")
    async def asset(name: str) -> Response:
        """A file; the content of one address never changes."""
        content = _CONTENT.get(name)
        if content is None:
            raise HTTPException(404)
        kept = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(content, media_type=_TYPES[Path(name).suffix], headers=kept)

    return router
