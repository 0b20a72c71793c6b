"""Draw exchanges, and read what the drawing says."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from environment.evidence.diagram.drawing import sequence_diagram
from environment.evidence.recording.exchange import Exchange

SVG = "{http://www.w3.org/2000/svg}"


def drawn(exchanges: list[Exchange], **options: Any) -> ElementTree.Element:
    return ElementTree.fromstring(sequence_diagram(exchanges, **options))


def texts(drawing: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def red_lines(drawing: ElementTree.Element) -> list[str]:
    kinds = [each for each in drawing.iter(f"{SVG}text") if (each.get("class") or "").startswith("r")]
    return [each.text or "" for each in kinds]


def crosses(drawing: ElementTree.Element) -> int:
    return sum(each.get("stroke-width") == "2.6" for each in drawing.iter(f"{SVG}path"))
