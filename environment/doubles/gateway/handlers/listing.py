"""Lists with filters, cursors and pages, newest first (https://docs.stripe.com/api/pagination)."""

from __future__ import annotations

from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, invalid, no_such
from environment.doubles.gateway.handlers.context import RequestContext, T, refuse_unsupported
from environment.doubles.gateway.object_store import Filters, ObjectStore, PageQuery

_MOST = 100
_PAGING = frozenset({"created", "limit", "starting_after", "ending_before", "expand"})


def list_page(
    context: RequestContext,
    store: ObjectStore[T],
    url: str,
    kind: str,
    *,
    filters: tuple[str, ...] = (),
    fixed: Filters | None = None,
) -> JsonObject:
    """One page of the objects in a store.

    kind: the name of the objects in messages. filters: parameters that are filters. fixed: further filters.

    Raises:
        GatewayRefusal: the limit is out of range, a cursor is unknown, or a parameter is not implemented.
    """
    refuse_unsupported(context.params, context.params.keys() - _PAGING - set(filters) - (fixed or {}).keys())
    chosen = {name: (context.params[name],) for name in filters if name in context.params}
    rows, more = store.page(chosen | dict(fixed or {}), _page_query(context, store, kind))
    return {"object": "list", "data": [row.to_json() for row in rows], "has_more": more, "url": url}


def _page_query(context: RequestContext, store: ObjectStore[T], kind: str) -> PageQuery:
    params = context.params
    after, before = params.get("starting_after"), params.get("ending_before")
    if after and before:
        raise invalid("You cannot parameterize both starting_after and ending_before.")
    for param, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor is not None and store.get(cursor) is None:
            raise no_such(kind, cursor, param=param)
    first, last = _range(params.get("created"))
    return PageQuery(_limit(params.get("limit", 10)), first, last, after, before)


def _limit(limit: int) -> int:
    if limit < 1:
        raise _out_of_range("This value must be greater than or equal to 1.")
    if limit > _MOST:
        raise _out_of_range(f"This value must be less than or equal to {_MOST} (it currently is '{limit}').")
    return limit


def _out_of_range(message: str) -> GatewayRefusal:
    return invalid(message, param="limit", code="parameter_invalid_integer")


def _range(created: dict[str, int] | int | None) -> tuple[int | None, int | None]:
    """The first and the last second of the range, both inclusive; None: open."""
    if created is None:
        return None, None
    if isinstance(created, int):
        return created, created
    firsts = [created["gte"]] if "gte" in created else []
    firsts += [created["gt"] + 1] if "gt" in created else []
    lasts = [created["lte"]] if "lte" in created else []
    lasts += [created["lt"] - 1] if "lt" in created else []
    return max(firsts, default=None), min(lasts, default=None)
