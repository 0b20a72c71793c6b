"""The GraphQL schemas of a shop: from the files that its file names, or asked of the shop itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from environment.attach.target_file import TargetFileError

if TYPE_CHECKING:
    from graphql import GraphQLSchema

_TIMEOUT = 30  # seconds


def schemas_of(
    files: Mapping[str, Path | None], addresses: Collection[str], session: requests.Session
) -> dict[str, GraphQLSchema]:
    """The schemas by the path of their endpoint. Without a file the shop is asked, at one of its addresses.

    Raises TargetFileError where the shop does not show its schema.
    """
    from environment.evidence.contract.graphql_schema import read_schema, schema_in  # noqa: PLC0415 - for shops with GraphQL alone

    return {
        path: schema_in(file) if file else read_schema(_introspection(path, addresses, session))
        for path, file in files.items()
    }


def _introspection(path: str, addresses: Collection[str], session: requests.Session) -> str:
    from graphql import get_introspection_query  # noqa: PLC0415 - see above

    asked = {"query": get_introspection_query(descriptions=False)}
    said = "it has no address"
    for address in dict.fromkeys(addresses):
        answer = session.post(f"{address}{path}", json=asked, timeout=_TIMEOUT)
        said = f"it answered {answer.status_code}: {answer.text[:100]}"
        if answer.ok and '"__schema"' in answer.text:
            return answer.text
    raise TargetFileError(
        f'[shop.graphql] "{path}": the shop does not show its schema ({said}); name a file with it instead'
    )
