"""Build the committed database from the committed source: `python -m scripts.build_data`.

The same as `python -m bot data build` with its own places, whatever the settings say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli import main

_DATA = Path(__file__).resolve().parent.parent / "data"

if __name__ == "__main__":
    (source,) = sorted(_DATA.glob("source/*.txt"))
    command = ["data", "build", "--source", str(source), "--database", str(_DATA / "strategy.db")]
    sys.exit(main([*command, *sys.argv[1:]]))
