"""Files that were uploaded, and the ids under which the bot may send them again."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.botapi.errors import ApiError, bad_request
from tests.botapi.spec import Upload

MEGABYTE = 1024 * 1024
_SIZES = (90, 320, 800, 1280)  # longest side of the pictures that Telegram makes of one photo


@dataclass(frozen=True)
class StoredFile:
    """One issued id. The same bytes have many ids, a new one for each message and size."""

    file_id: str
    unique_id: str
    kind: str
    upload: Upload
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        return f"{self.kind}s/{self.unique_id}"

    def payload(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
        }


@dataclass
class FileStore:
    issued: dict[str, StoredFile] = field(default_factory=dict)
    _contents: int = 0

    def accept(self, value: Upload | str, kind: str, uploads: dict[str, Upload]) -> StoredFile:
        """The file that a parameter names: an upload, `attach://…`, or an id issued earlier for this kind.

        Raises ApiError for unknown ids, other kinds and files that Telegram would not take.
        """
        if isinstance(value, str) and value.startswith("attach://"):
            value = uploads[value.removeprefix("attach://")]
        if isinstance(value, str):
            if value not in self.issued:
                raise bad_request("wrong file identifier/HTTP URL specified")
            known = self.issued[value]
            if known.kind != kind:
                raise bad_request(f"can't use file of type {known.kind} as {kind}")
            return known
        self._contents += 1
        width, height = _check_upload(value, kind)
        return self._issue(StoredFile("", f"u{self._contents}", kind, value, width, height))

    def _issue(self, file: StoredFile) -> StoredFile:
        number = len(self.issued) + 1
        new = StoredFile(
            f"{file.kind}-{number}-{file.unique_id}",
            file.unique_id,
            file.kind,
            file.upload,
            file.width,
            file.height,
        )
        self.issued[new.file_id] = new
        return new

    def content(self, file: StoredFile) -> dict[str, Any]:
        """The message field for a file, under ids issued for this one message."""
        if file.kind == "document":
            new = self._issue(file)
            name = {"file_name": file.upload.filename, "mime_type": file.upload.mime_type}
            return {"document": new.payload() | name}
        longest = max(file.width, file.height)
        sides = [side for side in _SIZES if side < longest] + ([longest] if longest <= _SIZES[-1] else [])
        sizes = []
        for side in sides:
            scale = side / longest
            size = {"width": max(round(file.width * scale), 1), "height": max(round(file.height * scale), 1)}
            sizes.append(self._issue(file).payload() | size)
        return {"photo": sizes}

    def of(self, content: dict[str, Any]) -> StoredFile | None:
        """The stored file behind a message's content."""
        if "photo" in content:
            return self.issued[content["photo"][-1]["file_id"]]
        if "document" in content:
            return self.issued[content["document"]["file_id"]]
        return None


def _check_upload(upload: Upload, kind: str) -> tuple[int, int]:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > 50 * MEGABYTE:
        raise ApiError(413, "Request Entity Too Large")
    if not upload.filename:
        raise bad_request("file has no name")
    return _picture_size(upload) if kind == "photo" else (0, 0)


def _picture_size(upload: Upload) -> tuple[int, int]:
    if len(upload.content) > 10 * MEGABYTE:
        raise bad_request("file is too big: a photo has at most 10 MB")
    try:
        with Image.open(io.BytesIO(upload.content)) as picture:
            picture.load()
            width, height = picture.size
    except (UnidentifiedImageError, OSError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
