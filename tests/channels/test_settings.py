from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, SettingsError, load_settings
from tests.conftest import FAKE_TOKEN, ROOT


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_everything_has_a_working_default(env_file: Path) -> None:
    settings = load_settings(env_file)
    assert settings.telegram_bot_token is None
    assert settings.telegram_admin_ids == frozenset()
    assert (ROOT / settings.budget_source).is_file()


def test_values_come_from_the_file(env_file: Path) -> None:
    env_file.write_text(
        f"TELEGRAM_BOT_TOKEN={FAKE_TOKEN}\nTELEGRAM_ADMIN_IDS=11, 22\n"
        "BUDGET_DATABASE=data/他.db\nLOG_LEVEL=debug\n",
        encoding="utf-8",
    )
    settings = load_settings(env_file)
    assert settings.bot_token() == FAKE_TOKEN
    assert settings.telegram_admin_ids == {11, 22}
    assert settings.budget_database == Path("data/他.db")
    assert settings.log_level == "DEBUG"


def test_the_environment_goes_before_the_file(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text("LOG_LEVEL=ERROR\nBUDGET_SOURCE=from-file.txt\n")
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    settings = load_settings(env_file)
    assert (settings.log_level, settings.budget_source) == ("WARNING", Path("from-file.txt"))


def test_a_file_saved_by_notepad_is_read(env_file: Path) -> None:
    env_file.write_text("LOG_LEVEL=ERROR\r\n", encoding="utf-8-sig")
    assert load_settings(env_file).log_level == "ERROR"


@pytest.mark.parametrize("written", ["1,2,3", "1、2、3", "1 2 3", "１，２，３", " 1, 2 ,3, "])
def test_admin_ids_as_people_write_them(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", written)
    assert load_settings().telegram_admin_ids == {1, 2, 3}


def test_an_empty_token_is_no_token(env_file: Path) -> None:
    env_file.write_text("TELEGRAM_BOT_TOKEN=\n")
    assert load_settings(env_file).telegram_bot_token is None


def test_asking_for_a_missing_token_says_how_to_get_one() -> None:
    with pytest.raises(SettingsError, match=r"TELEGRAM_BOT_TOKEN[\s\S]*BotFather[\s\S]*\.env"):
        load_settings().bot_token()


@pytest.mark.parametrize(
    "token",
    [
        "letmein",
        FAKE_TOKEN.replace(":", "-"),
        FAKE_TOKEN[:20],
        f"bot{FAKE_TOKEN}",
        f"{FAKE_TOKEN} {FAKE_TOKEN}",
    ],
)
def test_a_malformed_token_is_explained_and_not_repeated(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(
        SettingsError, match=r"TELEGRAM_BOT_TOKEN の値が正しくありません.*BotFather"
    ) as caught:
        load_settings()
    assert token not in str(caught.value)
    assert caught.value.__suppress_context__  # the cause would carry the value into a traceback


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_ADMIN_IDS", "taro"),
        ("TELEGRAM_ADMIN_IDS", "12,-3"),
        ("TELEGRAM_ADMIN_IDS", "0"),
        ("TELEGRAM_API_BASE_URL", "localhost:8081"),
        ("TELEGRAM_API_BASE_URL", "ftp://example.org"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_bad_value_is_named_in_japanese(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name} の値が正しくありません。.*ください"):
        load_settings()


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", "taro")
    with pytest.raises(SettingsError, match=r"TELEGRAM_ADMIN_IDS[\s\S]*LOG_LEVEL"):
        load_settings()


def test_a_mistyped_name_is_reported_with_the_right_one(env_file: Path) -> None:
    env_file.write_text("TELEGRAM_BOT_TOKN=x\n")
    with pytest.raises(
        SettingsError, match=r"TELEGRAM_BOT_TOKN という設定はありません。TELEGRAM_BOT_TOKEN の書き間違い"
    ):
        load_settings(env_file)


def test_a_file_in_another_encoding_is_explained(env_file: Path) -> None:
    env_file.write_bytes("# 設定\nLOG_LEVEL=INFO\n".encode("shift_jis"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(env_file)


def test_the_api_address_has_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081/")
    assert load_settings().telegram_api_base_url == "http://127.0.0.1:8081"


def test_the_token_is_not_in_the_printed_settings() -> None:
    settings = Settings(telegram_bot_token=SecretStr(FAKE_TOKEN))
    assert FAKE_TOKEN not in repr(settings) + str(settings) + settings.model_dump_json()


def test_the_example_documents_every_setting_and_nothing_else(env_file: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE)
    assert sorted(names) == sorted(name.upper() for name in Settings.model_fields)
    for name in names:
        explanation = re.search(rf"^#.*[。!]\n(?:# )?{name}=", example, re.MULTILINE)
        assert explanation, f"{name} has no explanation above it"


def test_the_values_in_the_example_are_the_defaults(env_file: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    env_file.write_text(re.sub(r"^# ([A-Z_]+=)", r"\1", example, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings(env_file) == load_settings(None)
