"""The texts of mails in the languages of the shop, from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "ja": "ja_JP"}
"""The languages of mails, each with the locale of a customer who names no country."""


@cache
def words_in(language: str) -> Mapping[str, Any]:
    """The texts by kind of mail, and the labels; raises OSError for a language without mails."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))
