"""What can be set from outside: environment variables first, then the file `.env`."""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AnyHttpUrl, SecretStr, TypeAdapter, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENV_FILE = Path(".env")

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

_TOKEN = re.compile(r"[0-9]{5,}:[A-Za-z0-9_-]{20,}")

# What to do about a value that cannot be used, by variable.
_ADVICE = {
    "TELEGRAM_BOT_TOKEN": "BotFather から届いた「数字:英数字」の形のトークンを、空白や引用符を付けずに"
    "そのまま書いてください。Telegram を使わないときは空にします。",
    "TELEGRAM_ADMIN_IDS": "管理者の Telegram ユーザーID(正の整数)を、カンマ区切りで書いてください。"
    "例: 12345678,23456789",
    "TELEGRAM_API_BASE_URL": "http:// か https:// で始まるアドレスを書いてください。"
    "例: https://api.telegram.org",
    "BUDGET_SOURCE": "公表資料のテキストファイルの場所を書いてください。",
    "BUDGET_DATABASE": "データベースファイルの場所を書いてください。",
    "BUDGET_ALIASES": "言い換え表(CSV)の場所を書いてください。",
    "BUDGET_MEMORY": "ボットの記憶を置くファイルの場所を書いてください。",
    "LOG_LEVEL": "DEBUG、INFO、WARNING、ERROR、CRITICAL のどれかを書いてください。",
}

_HOW_TO_GET_A_BOT = """\
TELEGRAM_BOT_TOKEN が設定されていないため、Telegram ボットを始められません。
1. Telegram で @BotFather に /newbot を送り、ボットを作ります。
2. 届いたトークンを .env に「TELEGRAM_BOT_TOKEN=届いたトークン」と書きます(見本は .env.example)。
3. もう一度 make run を実行します。
トークンなしで試すには: python -m bot chat"""


class StartError(Exception):
    """The bot cannot start; the message tells the person in Japanese what to do."""


class SettingsError(StartError):
    """The settings cannot be used; the message names variables and never repeats a value."""


class Settings(BaseSettings):
    """All settings; each is set by the variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # Notepad on Windows adds a byte order mark
        env_ignore_empty=True,
        extra="forbid",  # a mistyped name in .env is reported, not ignored
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    telegram_api_base_url: str = "https://api.telegram.org"  # without /bot and without a slash at the end
    budget_source: Path = Path("data/source/r7_strategy_programs.txt")
    budget_database: Path = Path("data/strategy.db")
    budget_aliases: Path = Path("data/aliases.csv")
    budget_memory: Path = Path("state/memory.db")
    log_level: LogLevel = "INFO"

    @field_validator("telegram_bot_token")
    @classmethod
    def _token_has_the_form_of_one(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value().strip():
            return None
        plain = token.get_secret_value().strip()
        if not _TOKEN.fullmatch(plain):
            raise ValueError("malformed token")
        return SecretStr(plain)

    @field_validator("telegram_admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = re.split(r"[,、\s]+", unicodedata.normalize("NFKC", value).strip(" ,、"))
        if not all(re.fullmatch(r"[1-9][0-9]*", part) for part in parts if part):
            raise ValueError("user ids are positive integers")
        return frozenset(int(part) for part in parts if part)

    @field_validator("telegram_api_base_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        TypeAdapter(AnyHttpUrl).validate_python(value)
        return value.rstrip("/")

    @field_validator("budget_source", "budget_database", "budget_aliases", "budget_memory")
    @classmethod
    def _expand_home(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value

    def bot_token(self) -> str:
        """Return the Telegram token.

        Raises `SettingsError` saying how to get one where none is set.
        """
        if self.telegram_bot_token is None:
            raise SettingsError(_HOW_TO_GET_A_BOT)
        return self.telegram_bot_token.get_secret_value()


def load_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings from the environment and from `env_file`.

    Raises `SettingsError` that names every variable at fault.
    """
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        # `from None`: the original carries the values, the token among them.
        faults = [_explain(str(fault["loc"][0]).upper(), fault["type"]) for fault in error.errors()]
        raise SettingsError("\n".join(dict.fromkeys(faults))) from None
    except (OSError, UnicodeError):
        raise SettingsError(
            f"{env_file} を読めません。UTF-8 のテキストファイルとして保存し、読み取りを許可してください。"
        ) from None


def _explain(name: str, fault: str) -> str:
    if fault == "extra_forbidden":
        near = difflib.get_close_matches(name, _ADVICE, n=1)
        hint = f"{near[0]} の書き間違いではありませんか。" if near else "見本は .env.example にあります。"
        return f".env の {name} という設定はありません。{hint}"
    return f"{name} の値が正しくありません。{_ADVICE[name]}"
