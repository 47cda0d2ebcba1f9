"""Draw the pictures of the README anew: `python -m scripts.readme_pictures`.

Each is the bot's own chart for a real question, once as it lies in a light chat and once in a dark one.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.assistant import Assistant, load_assistant
from bot.presenting.charts import chart

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = _ROOT / "docs" / "pictures"
_QUESTIONS = {
    "ranking": "金額の大きい事業 上位5件",
    "breakdown": "基本目標別の内訳",
    "comparison": "土木部と農政部を比較",
}
_GROUNDS = {"light": "#dfe8ef", "dark": "#0e1621"}
"""What lies around a picture in a chat."""

_WIDTH = 720  # pixels
_BORDER = 24  # pixels
_COLOURS = 32


def main() -> int:
    """Write all pictures; return the exit status."""
    assistant = load_assistant(_ROOT / "data" / "strategy.db")
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for name, question in _QUESTIONS.items():
        picture = _drawn(assistant, question)
        for mode, ground in _GROUNDS.items():
            path = _FOLDER / f"{name}-{mode}.png"
            _framed(picture, ground).save(path, optimize=True)
            print(f"{path.relative_to(_ROOT)}: {path.stat().st_size:,} bytes")
    return 0


def _drawn(assistant: Assistant, question: str) -> Image.Image:
    png = chart(assistant.ask(question).answer)
    if png is None:
        raise SystemExit(f"{question}: no picture")
    picture = Image.open(BytesIO(png)).convert("RGB")
    height = round(picture.height * _WIDTH / picture.width)
    return picture.resize((_WIDTH, height), Image.Resampling.LANCZOS)


def _framed(picture: Image.Image, ground: str) -> Image.Image:
    frame = Image.new("RGB", (picture.width + 2 * _BORDER, picture.height + 2 * _BORDER), ground)
    frame.paste(picture, (_BORDER, _BORDER))
    return frame.quantize(_COLOURS)  # few colours keep the repository small


if __name__ == "__main__":
    sys.exit(main())
