"""Drawing a bar chart for a phone: names above their bars, figures at the end of the line.

Everything is placed in pixels on an opaque, light ground, so that the picture reads the same in
light and in dark mode. Only matplotlib's object interface is used; there is no shared figure.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import matplotlib_fontja
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Rectangle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from bot.presenting.bars import Bar, Chart

WIDTH = 1080  # pixels
MOST_BARS = 60  # keeps width + height far below a messenger's 10,000

_DPI = 100
_MARGIN = 48
_LEADING = 1.35
_BAR = 22
_GAP = 30
_GROUND, _INK, _SOFT = "#f5f6f8", "#1c2530", "#56616e"
_TRACK, _COLOUR, _QUIET = "#dfe3e8", "#1f6fb2", "#8a97a6"


@dataclass(frozen=True, slots=True)
class Lettering:
    """Size in pixels and colour of a kind of text."""

    size: int
    colour: str

    @property
    def line(self) -> float:
        """Height of a line in pixels."""
        return self.size * _LEADING


_TITLE = Lettering(42, _INK)
_SUBTITLE = Lettering(30, _SOFT)
_NAME = Lettering(32, _INK)
_FOOT = Lettering(24, _SOFT)

_OPENING, _CLOSING = "(「【（『", ")」】）』、。・ー…"
_FONT = matplotlib_fontja.get_font_ttf_path()
_GLYPHS = frozenset(get_font(_FONT).get_charmap())

# FreeType faces are cached by thread, the text layout is not documented as safe: one at a time.
_LOCK = threading.Lock()


def draw(chart: Chart) -> bytes:
    """PNG bytes of the chart; the same chart gives the same bytes."""
    bars = chart.bars[:MOST_BARS]
    inner = WIDTH - 2 * _MARGIN
    title = wrap(chart.title, inner, _TITLE.size, most=3)
    subtitle = wrap(chart.subtitle, inner, _SUBTITLE.size, most=2) if chart.subtitle else []
    foot = wrap(chart.foot, inner, _FOOT.size, most=2)
    names = [_name_lines(bar, inner) for bar in bars]
    height = round(
        2 * _MARGIN
        + len(title) * _TITLE.line
        + len(subtitle) * _SUBTITLE.line
        + _GAP
        + sum(len(lines) * _NAME.line + _BAR + _GAP for lines in names)
        + len(foot) * _FOOT.line
    )

    with _LOCK:
        figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_GROUND)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()

        y = _lines(axes, title, _MARGIN, _TITLE)
        y = _lines(axes, subtitle, y, _SUBTITLE) + _GAP
        longest = max((bar.value for bar in bars), default=0.0) or 1.0
        for bar, lines in zip(bars, names, strict=True):
            _text(axes, y + (len(lines) - 1) * _NAME.line, bar.words, _NAME, right=True)
            y = _lines(axes, lines, y, _NAME)
            _block(axes, y, inner, _TRACK)
            _block(axes, y, inner * max(bar.value, 0.0) / longest, _QUIET if bar.quiet else _COLOUR)
            y += _BAR + _GAP
        _lines(axes, foot, y, _FOOT)

        png = BytesIO()
        figure.savefig(png, format="png", dpi=_DPI, facecolor=_GROUND, metadata={"Software": None})
    return png.getvalue()


def wrap(text: str, width: float, size: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` pixels, ending in 「…」 where it does not fit."""
    lines, line = [], ""
    for letter in " ".join(text.split()):
        if text_width(line + letter, size) > width:
            # No line ends with an opening bracket or begins with a closing mark.
            torn = len(line) > 1 and (line[-1] in _OPENING or letter in _CLOSING)
            lines.append(line[:-1] if torn else line)
            line = line[-1] if torn else ""
        line += letter
    lines.append(line)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(last + "…", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def text_width(text: str, size: int) -> float:
    """Pixels a text takes: full-width letters are square, others at most 0.62 of that."""
    return sum(size * (1.0 if unicodedata.east_asian_width(c) in "FWA" else 0.62) for c in text)


def drawable(text: str) -> str:
    """Without the letters that the font lacks, such as emoji that a person typed."""
    return "".join(letter for letter in text if ord(letter) in _GLYPHS)


def _name_lines(bar: Bar, inner: float) -> list[str]:
    """The name above a bar; where it and the figure do not fit one line, it takes two."""
    room = inner - text_width(bar.words, _NAME.size) - _NAME.size
    if text_width(bar.label, _NAME.size) <= room:
        return [bar.label]
    lines = wrap(bar.label, inner, _NAME.size, most=2)
    if text_width(lines[-1], _NAME.size) <= room:
        return lines
    # The figure needs the end of the last line: give the name one full line and what is left.
    first = wrap(bar.label, inner, _NAME.size, most=1)[0].removesuffix("…")
    rest = bar.label.removeprefix(first)
    return [first, wrap(rest, room, _NAME.size, most=1)[0]] if rest else [first, ""]


def _lines(axes: Axes, lines: list[str], y: float, lettering: Lettering) -> float:
    for line in lines:
        _text(axes, y, line, lettering)
        y += lettering.line
    return y


def _text(axes: Axes, y: float, text: str, lettering: Lettering, *, right: bool = False) -> None:
    axes.text(
        WIDTH - _MARGIN if right else _MARGIN,
        y + (lettering.line - lettering.size) / 2,
        drawable(text),
        fontproperties=FontProperties(fname=_FONT, size=lettering.size * 72 / _DPI),
        color=lettering.colour,
        horizontalalignment="right" if right else "left",
        verticalalignment="top",
        parse_math=False,
    )


def _block(axes: Axes, y: float, width: float, colour: str) -> None:
    axes.add_patch(Rectangle((_MARGIN, y), width, _BAR, facecolor=colour, edgecolor="none"))
