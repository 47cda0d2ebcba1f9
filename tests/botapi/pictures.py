"""Small pictures to upload."""

from __future__ import annotations

import io

from PIL import Image


def png(width: int = 640, height: int = 400, colour: str = "navy") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()
