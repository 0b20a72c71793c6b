"""The shapes of the diagram as SVG text."""

from __future__ import annotations

from xml.sax.saxutils import escape

INK = "#1f2328"
QUIET = "#57606a"
FAINT = "#d0d7de"
RED = "#b00020"
_ILLEGAL = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}

STYLE = f"""
text{{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:{INK}}}
.h{{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}}
.b{{font-weight:600}} .q{{fill:{QUIET}}} .r{{fill:{RED};font-weight:600}} .w{{fill:#fff;font-weight:700}}
.t{{font-size:10px;fill:{QUIET}}}
"""


def text_width(text: str) -> float:
    """The estimated width in pixels; fonts differ."""
    return sum(3.7 if letter in "iljt.,:;'|/ ()!" else 9.2 if letter in "mwMW@" else 6.8 for letter in text)


def text(x: float, y: float, words: str, kind: str = "", *, anchor: str = "start", ink: str = "") -> str:
    """A line of text; `kind` lists classes of STYLE."""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    color = f' style="fill:{ink}"' if ink else ""
    # XML 1.0 allows no control characters, not even escaped ones.
    clean = words.translate(_ILLEGAL).encode("utf-8", "replace").decode()
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}"{where}{color}>{escape(clean)}</text>'


def line(
    x1: float, y1: float, x2: float, y2: float, ink: str = INK, *, width: float = 1.4, dash: str = ""
) -> str:
    """A straight line; `dash` is a value of stroke-dasharray."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x1:.0f} {y1:.1f}L{x2:.0f} {y2:.1f}" stroke="{ink}" stroke-width="{width}"{dashed}/>'


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    edge: str = "none",
    round_: int = 0,
    dash: str = "",
) -> str:
    """A rectangle; `dash` is a value of stroke-dasharray."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{round_}" '
        f'fill="{fill}" stroke="{edge}"{dashed}/>'
    )


def head(x: float, y: float, rightward: bool, ink: str, *, filled: bool) -> str:
    """The head of an arrow that ends at x, y."""
    back = x - 7 if rightward else x + 7
    fill, end = (ink, "Z") if filled else ("none", "")
    return (
        f'<path d="M{back:.0f} {y - 4:.1f}L{x:.0f} {y:.1f}L{back:.0f} {y + 4:.1f}{end}" '
        f'fill="{fill}" stroke="{ink}"/>'
    )


def cross(x: float, y: float) -> str:
    """A cross where a call or an answer was lost."""
    return (
        f'<path d="M{x - 5:.0f} {y - 5:.1f}l10 10M{x - 5:.0f} {y + 5:.1f}l10 -10" '
        f'stroke="{RED}" stroke-width="2.6"/>'
    )


def pause(x: float, y: float) -> str:
    """A pause sign where a call was held."""
    bars = (box(x + shift, y - 3, 2, 6, RED) for shift in (-3, 1))
    return box(x - 7, y - 6, 14, 12, "#fff", edge=RED, round_=6) + "".join(bars)


def badge(x: float, y: float, letter: str, ink: str) -> str:
    """A letter in a disc, which marks the calls of one trace."""
    disc = f'<circle cx="{x:.0f}" cy="{y - 4:.0f}" r="7" fill="{ink}"/>'
    return disc + text(x, y, letter, "w", anchor="middle", ink="#fff")


def document(width: float, height: float, title: str, parts: list[str]) -> str:
    """The whole drawing on a white ground, also on a dark page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" fill="none">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f"{box(0, 0, width, height, '#fff', edge=FAINT, round_=6)}{''.join(parts)}</svg>"
    )
