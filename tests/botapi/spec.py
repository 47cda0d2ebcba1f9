"""The machine-readable Bot API: what a parameter may be, told from names, types and stated limits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tests.botapi.errors import bad_request

_LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes)", re.IGNORECASE)
_RANGE = re.compile(r"between (\d+)-(\d+)")
_CONSTANT = re.compile(r"(?:must be|always) [\"“]?(\w+)[\"”]?$")
_QUOTED = re.compile(r'"(\w+)"')
_TELEGRAM_WORDS = {"callback_data": "BUTTON_DATA_INVALID", "id": "RESULT_ID_INVALID"}
_SCALARS = ("String", "Integer", "Boolean", "True", "Float", "Float number")


class SpecError(ValueError):
    """A value that the API does not allow; `path` leads to it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.depth = path.count(".") + path.count("[")


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    filename: str
    content: bytes
    mime_type: str


@dataclass(frozen=True)
class Limit:
    least: int
    most: int
    unit: str

    def check(self, value: str, path: str) -> None:
        size = len(value.encode()) if self.unit == "bytes" else len(value)
        if not self.least <= size <= self.most:
            words = _TELEGRAM_WORDS.get(path.rpartition(".")[2], "")
            raise SpecError(
                path, f"{words} has {size} {self.unit}, must have {self.least}-{self.most}".strip()
            )


@dataclass(frozen=True)
class Field:
    name: str
    types: tuple[str, ...]
    required: bool
    description: str
    parsed: bool = False  # text under a parse_mode

    @cached_property
    def limit(self) -> Limit | None:
        """The stated length; what is counted after entity parsing is checked where text is parsed."""
        found = _LIMIT.search(self.description)
        if not found or self.parsed or "entit" in self.description:
            return None
        return Limit(int(found[1]), int(found[2]), found[3].lower())

    @cached_property
    def constant(self) -> str | None:
        found = _CONSTANT.search(self.description) if self.name == "type" else None
        return found[1] if found else None

    @cached_property
    def numbers(self) -> tuple[int, int] | None:
        found = _RANGE.search(self.description)
        return (int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Shape:
    """A method's parameters or an object's fields; a union has `subtypes` instead."""

    name: str
    fields: dict[str, Field]
    subtypes: tuple[str, ...] = ()

    @property
    def type_constant(self) -> str | None:
        return self.fields["type"].constant if "type" in self.fields else None


class Spec:
    """The methods and types of `api.json`."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.version: str = raw["version"]
        self.methods = {name: _shape(name, kind) for name, kind in raw["methods"].items()}
        self.types = {name: _shape(name, kind) for name, kind in raw["types"].items()}

    def parameters(self, method: str, raw: dict[str, str], uploads: dict[str, Upload]) -> dict[str, Any]:
        """Decode and check one call's parameters as they came over HTTP.

        Raises ApiError (400) for whatever the API does not allow.
        """
        shape = self.methods[method]
        try:
            return _Reader(self, uploads).call(shape, raw)
        except SpecError as error:
            raise bad_request(f"{method}: {error}") from error


class _Reader:
    """Reads one call; keeps account of the uploads that something refers to."""

    def __init__(self, spec: Spec, uploads: dict[str, Upload]) -> None:
        self._spec = spec
        self._uploads = uploads
        self._used: set[str] = set()

    def call(self, shape: Shape, raw: dict[str, str]) -> dict[str, Any]:
        direct = {name for name in self._uploads if name in shape.fields}
        for name in raw.keys() - shape.fields.keys():
            raise SpecError(name, "unknown parameter")
        values: dict[str, Any] = {name: self._uploads[name] for name in direct}
        for name, text in raw.items():
            values[name] = self._decoded(text, shape.fields[name])
        self._used |= direct
        self._fields(values, shape, "")
        for name in set(self._uploads) - self._used:
            raise SpecError(name, "file uploaded, but nothing refers to it")
        return values

    def _decoded(self, text: str, field: Field) -> Any:
        if "Integer" in field.types and re.fullmatch(r"-?\d+", text):
            return int(text)
        if {"String", "InputFile"} & set(field.types):
            return text
        try:
            return json.loads(text)
        except ValueError as error:
            raise SpecError(field.name, f"is not JSON: {text[:60]!r}") from error

    def _fields(self, values: dict[str, Any], shape: Shape, path: str) -> None:
        for name in values.keys() - shape.fields.keys():
            raise SpecError(f"{path}{name}", f"unknown field of {shape.name}")
        for field in shape.fields.values():
            if field.name in values:
                self._value(values[field.name], field, f"{path}{field.name}")
            elif field.required:
                raise SpecError(f"{path}{field.name}", f"required by {shape.name}, but missing")

    def _value(self, value: Any, field: Field, path: str) -> None:
        errors: list[SpecError] = []
        for kind in field.types:
            try:
                self._typed(value, kind, path)
                break
            except SpecError as error:
                errors.append(error)
        else:
            raise max(errors, key=lambda error: error.depth)
        if isinstance(value, str):
            self._string(value, field, path)
        if field.numbers and isinstance(value, int) and not field.numbers[0] <= value <= field.numbers[1]:
            raise SpecError(path, f"is {value}, must be between {field.numbers[0]} and {field.numbers[1]}")

    def _string(self, value: str, field: Field, path: str) -> None:
        if field.limit:
            field.limit.check(value, path)
        if field.constant and value != field.constant:
            raise SpecError(path, f"is {value!r}, must be {field.constant!r}")
        if field.name == "type" and "can be" in field.description:
            allowed = _QUOTED.findall(field.description)
            if value not in allowed:
                raise SpecError(path, f"is {value!r}, must be one of {', '.join(allowed)}")
        if value.startswith("attach://"):
            name = value.removeprefix("attach://")
            if name not in self._uploads:
                raise SpecError(path, f"refers to the file {name!r}, which was not uploaded")
            self._used.add(name)

    def _typed(self, value: Any, kind: str, path: str) -> None:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                raise SpecError(path, f"must be {kind.lower()}")
            for place, item in enumerate(value):
                self._typed(item, kind.removeprefix("Array of "), f"{path}[{place}]")
        elif kind in _SCALARS:
            if not _is_scalar(value, kind):
                raise SpecError(path, f"is {value!r}, must be of type {kind}")
        elif kind == "InputFile":
            if not isinstance(value, Upload):
                raise SpecError(path, "must be an uploaded file")
        else:
            self._object(value, self._spec.types[kind], path)

    def _object(self, value: Any, shape: Shape, path: str) -> None:
        if not isinstance(value, dict):
            raise SpecError(path, f"must be an object of type {shape.name}")
        if not shape.subtypes:
            if shape.fields:
                self._fields(value, shape, f"{path}.")
            return None
        candidates = [self._spec.types[name] for name in shape.subtypes]
        fitting = [kind for kind in candidates if kind.type_constant in (None, value.get("type"))]
        if not fitting:
            raise SpecError(f"{path}.type", f"{value.get('type')!r} is no type of {shape.name}")
        errors = []
        for kind in fitting:
            try:
                return self._fields(value, kind, f"{path}.")
            except SpecError as error:
                errors.append(error)
        raise max(errors, key=lambda error: error.depth)


def _is_scalar(value: Any, kind: str) -> bool:
    if kind == "String":
        return isinstance(value, str)
    if kind == "True":
        return value is True
    if kind == "Boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (kind.startswith("Float") and isinstance(value, float))


def _shape(name: str, kind: dict[str, Any]) -> Shape:
    raw = kind.get("fields", [])
    has_markup = any(field["name"] == "parse_mode" for field in raw)
    fields = {
        field["name"]: Field(
            field["name"],
            tuple(field["types"]),
            field["required"],
            field["description"],
            has_markup and field["name"] in ("text", "message_text", "caption"),
        )
        for field in raw
    }
    return Shape(name, fields, tuple(kind.get("subtypes", ())))


@cache
def load_spec() -> Spec:
    """Read the pruned API that stands beside this module."""
    return Spec(json.loads(Path(__file__).with_name("api.json").read_text(encoding="utf-8")))
