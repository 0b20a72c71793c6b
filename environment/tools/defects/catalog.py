"""The catalog of seeded defects: a TOML file each, in a folder for the service that is edited.

The name of a defect is its file's path in `defects/` without the ending: `orders/mail_lists_list_price`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from environment.topology import known_topology, topology

FOLDER = Path("defects")
_INSIDE = "inside "


class Kind(StrEnum):
    """What sort of mistake a defect is."""

    FORMAT = "format"
    ERROR_HANDLING = "missing error handling"
    RACE = "race"
    STATE = "state"
    MONEY = "money"
    ACCESS = "access"
    PRIVACY = "privacy"
    ORDER_OF_ACTS = "order of acts"
    RETRY = "retry"
    TIMEOUT = "timeout"
    LIMIT = "limit"
    RESOURCE = "resource"
    PERFORMANCE = "performance"


class Consequence(StrEnum):
    """What the defect does to the shop or its customers. The first four must never happen."""

    OVERSELL = "oversell"
    DOUBLE_CHARGE = "double charge"
    LOST_ORDER = "lost order"
    CHARGED_WITHOUT_ORDER = "charged without an order"
    WRONG_AMOUNT = "wrong amount"
    MONEY_KEPT = "money is not returned"
    COPIES_LOST = "copies cannot be sold"
    WRONG_MAIL = "wrong or missing mail"
    WRONG_DATA = "wrong data"
    DATA_EXPOSED = "data of a customer is exposed"
    UNAUTHORIZED = "an act without permission"
    NO_CHECKOUT = "customers cannot buy"
    SLOW = "the shop becomes slow"


class BadCatalog(Exception):
    """A defect cannot be used; the message says which file, what is wrong, and what to write instead."""


def _arrow(value: str) -> str:
    """An integration point of the topology."""
    if value not in known_topology().points:
        raise ValueError(f"there is no arrow {value!r}; write it like 'checkout -> payments'")
    return value


def _place(value: str) -> str:
    """An arrow, or `inside` and a service or the storefront: where a call shows nothing."""
    if not value.startswith(_INSIDE):
        return _arrow(value)
    known = known_topology()
    if value.removeprefix(_INSIDE) not in (*known.services, *known.fronts):
        raise ValueError(f"there is no service {value.removeprefix(_INSIDE)!r}")
    return value


Arrow = Annotated[str, AfterValidator(_arrow)]
Place = Annotated[str, AfterValidator(_place)]
Text = Annotated[str, Field(min_length=1)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edit(_Strict):
    """One change of a source file.

    file: below `bookstore/`.
    within: the class and function that hold the text, `QuoteService.make`; empty for the whole file.
    replace: the text that goes, with its indentation; it is there exactly once.
    by: the text that comes in its place; empty to remove it.
    """

    file: Text
    within: str = ""
    replace: Text
    by: str = ""


class KnownSurvivor(_Strict):
    """Why it is accepted for a time that the suite does not notice the defect."""

    reason: Sentence
    since: date


class Defect(_Strict):
    """One seeded defect.

    title: what the defect does, in the words of the shop.
    point: the integration point at which it can be noticed.
    arrows: the arrows that are right to name in the report, the best first.
    source: the published report of such a defect, where there is one; facts are taken from it, no code.
    """

    name: str
    title: Sentence
    point: Arrow
    kind: Kind
    consequence: Consequence
    arrows: tuple[Place, ...] = Field(min_length=1)
    source: str = ""
    known: KnownSurvivor | None = None
    edits: tuple[Edit, ...] = Field(min_length=1)

    def is_right(self, arrow: str) -> bool:
        """Whether it is right to name this arrow."""
        return _one_place(arrow) in map(_one_place, self.arrows)

    @property
    def services(self) -> frozenset[str]:
        """The services whose code is changed; all of them where a part of the platform is."""
        changed = {edit.file.partition("/")[0] for edit in self.edits}
        return frozenset(topology().services if "platform" in changed else changed)

    @property
    def is_of_pages(self) -> bool:
        """Whether the program that serves pages is changed: only a run through the browser can notice it."""
        return not self.services.isdisjoint(known_topology().fronts)


def _one_place(arrow: str) -> str:
    """A service and its own database are one place: nobody else writes there."""
    point = known_topology().points.get(arrow)
    is_own_database = point is not None and known_topology().is_database(point)
    return f"inside {arrow.partition(' -> ')[0]}" if is_own_database else arrow


def read_catalog(folder: Path = FOLDER) -> tuple[Defect, ...]:
    """Every defect, by name. Raises BadCatalog with a line for each file that cannot be used."""
    defects: list[Defect] = []
    wrong: list[str] = []
    for path in sorted(folder.rglob("*.toml")):
        try:
            defects.append(_read(path, path.relative_to(folder).with_suffix("").as_posix()))
        except BadCatalog as bad:
            wrong.append(str(bad))
    if wrong:
        raise BadCatalog("\n".join(wrong))
    return tuple(defects)


def _read(path: Path, name: str) -> Defect:
    try:
        return Defect.model_validate({"name": name, **tomllib.loads(path.read_text("utf-8"))})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCatalog(f"{path} is no TOML: {error}") from None
    except ValidationError as error:
        raise BadCatalog("\n".join(f"{path}: {line}" for line in _sentences(error))) from None


def _sentences(error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in each["loc"])
        yield f"{where}: {each['msg'].removeprefix('Value error, ')}"


def named(defects: Iterable[Defect], wanted: Iterable[str]) -> tuple[Defect, ...]:
    """The defects with these names, or in these folders. Raises BadCatalog for a name without a defect."""
    known = tuple(defects)
    chosen: dict[str, Defect] = {}
    for name in wanted:
        key = name.removeprefix(f"{FOLDER}/").removesuffix(".toml").rstrip("/")
        found = [each for each in known if each.name == key or each.name.startswith(f"{key}/")]
        if not found:
            raise BadCatalog(
                f"there is no defect {name!r}; the catalog has {', '.join(d.name for d in known)}"
            )
        chosen |= {each.name: each for each in found}
    return tuple(chosen.values())
