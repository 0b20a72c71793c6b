"""What a shop is known to do wrong: scenarios that are red there, each with the sentence of its finding."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from environment.tools.gate.results import ScenarioResult


class BadKnownFindings(Exception):
    """The file cannot be used; the message says what is wrong and where."""


class KnownFinding(BaseModel):
    """A scenario that is red in this shop, or several whose titles fit a pattern with `*`.

    sentence: a regular expression that is searched in the message; another message is red. sometimes: the
    finding is a race, and the scenario may be green. reason: what in the shop causes it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenario: str = Field(min_length=1)
    sentence: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    sometimes: bool = False

    @field_validator("sentence")
    @classmethod
    def _is_expression(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from None
        return value


class _FindingsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    known: list[KnownFinding] = []


def known_findings(path: Path) -> tuple[KnownFinding, ...]:
    """The entries of the file; none where there is no file. Raises BadKnownFindings."""
    if not path.exists():
        return ()
    try:
        return tuple(_FindingsFile.model_validate(tomllib.loads(path.read_text("utf-8"))).known)
    except tomllib.TOMLDecodeError as error:
        raise BadKnownFindings(f"{path} is no TOML: {error}") from None
    except ValidationError as error:
        wrong = [f"  {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise BadKnownFindings("\n".join([f"{path} cannot be used:", *wrong])) from None


def is_known(result: ScenarioResult, known: Sequence[KnownFinding]) -> bool:
    """Whether this red scenario is red by the sentence of one of its entries."""
    return any(
        fnmatchcase(result.name, finding.scenario) and re.search(finding.sentence, result.message)
        for finding in known
    )


def new_findings(results: Sequence[ScenarioResult], known: Sequence[KnownFinding]) -> Iterator[str]:
    """A sentence for each scenario that is red otherwise than known, and each finding that is gone."""
    if not any(result.status != "skipped" for result in results):
        yield "no scenario ran: there is nothing to compare"
    for result in results:
        own = [finding for finding in known if fnmatchcase(result.name, finding.scenario)]
        first = result.message.partition("\n")[0]
        if result.red and not own:
            yield f'new: "{result.name}" is red ({result.where}): {first}'
        elif result.red and not is_known(result, own):
            yield f'otherwise: "{result.name}" is red by another sentence ({result.where}): {first}'
        elif result.status == "passed" and own and not any(finding.sometimes for finding in own):
            yield f'gone: "{result.name}" is green; remove its entry, or say that it is a race'
