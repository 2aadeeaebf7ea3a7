"""A wrong setting is named, with what was expected and never with what was given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.settings import PREFIX, Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside, and a folder without a .env file."""
    for name in os.environ:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_everything_has_a_value() -> None:
    """Local, embedded, no model, the sample town."""
    settings = load_settings()
    assert settings.embedded
    assert settings.database == f"sqlite:///{settings.data_dir.resolve() / 'civicdesk.sqlite'}"
    assert settings.host == "127.0.0.1"
    assert settings.model_base_url == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("CONSOLE_PORT", "-1"),
        ("SAMPLE_TOWN", "perhaps"),
        ("MODEL_BASE_URL", "ftp://secret.example"),
        ("MODEL_BASE_URL", "secret.example/v1"),
        ("MODEL_TIMEOUT_S", "0"),
        ("MODEL_TIMEOUT_S", "121"),
        ("MODEL_TIMEOUT_S", "nan"),
        ("AUDIT_SHARE", "1.01"),
        ("AUDIT_SHARE", "-0.01"),
        ("AUDIT_SHARE", "nan"),
        ("WORKERS", "0"),
        ("WORKERS", "33"),
        ("LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "mysql://user:secret@db/x"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """One line, that does not repeat what was typed."""
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{PREFIX}{name}: ")
    assert "secret" not in line
    assert caught.value.__cause__ is None


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to start three times to learn of three mistakes."""
    for name in ("PORT", "WORKERS", "LOG_LEVEL"):
        monkeypatch.setenv(PREFIX + name, "wrong")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    named = {line.partition(":")[0] for line in str(caught.value).splitlines()}
    assert named == {PREFIX + "PORT", PREFIX + "WORKERS", PREFIX + "LOG_LEVEL"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MODEL_BASE_URL": "https://models.example/v1"}, "MODEL_NAME"),
        ({"PORT": "9000", "CONSOLE_PORT": "9000"}, "CONSOLE_PORT"),
    ],
)
def test_settings_that_do_not_fit_together_are_named(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str
) -> None:
    """A model without a name, two services on one port."""
    for name, value in given.items():
        monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError, match=PREFIX + named):
        load_settings()


def test_a_misspelt_line_of_the_file_is_refused(tmp_path: Path) -> None:
    """A setting that does not exist would change nothing, and look as if it did."""
    (tmp_path / ".env").write_text(f"{PREFIX}AUDIT_SHAER=secret\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"{PREFIX}AUDIT_SHAER: there is no such setting") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", [*Settings.model_fields])
def test_a_misspelt_name_in_the_environment_is_refused_with_the_one_meant(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Two letters swapped, in any of the names: the start is refused, and the value is not repeated."""
    known = PREFIX + name.upper()
    wrong = known[:-2] + known[-1] + known[-2]
    monkeypatch.setenv(wrong, "secret")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    said = f"{wrong}: there is no such setting (read from the environment); did you mean {known}?"
    assert str(caught.value) == said


def test_a_name_like_no_setting_is_refused_without_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what else is wrong, in one go."""
    monkeypatch.setenv(PREFIX + "FAVOURITE_BIRD", "heron")
    monkeypatch.setenv(PREFIX + "PORT", "0")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    first, second = str(caught.value).splitlines()
    assert first == f"{PREFIX}FAVOURITE_BIRD: there is no such setting (read from the environment)"
    assert second.startswith(f"{PREFIX}PORT: ")


def test_the_consoles_own_name_and_those_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the console finds the API may stand there too; other programs' variables are none of ours."""
    monkeypatch.setenv(PREFIX + "API_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("CIVIC_PORT", "heron")
    assert load_settings().port == 8000


def test_the_environment_outdoes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for one run wins."""
    (tmp_path / ".env").write_text(f"{PREFIX}PORT=9001\n{PREFIX}WORKERS=3\n", encoding="utf-8")
    monkeypatch.setenv(PREFIX + "PORT", "9002")
    settings = load_settings()
    assert (settings.port, settings.workers) == (9002, 3)


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings shows stars."""
    monkeypatch.setenv(PREFIX + "MODEL_API_KEY", "sk-very-secret")
    settings = load_settings()
    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.model_api_key.get_secret_value() == "sk-very-secret"


def test_an_address_loses_its_last_slash_and_a_server_is_not_embedded() -> None:
    """So that paths can be appended, and backup knows what it cannot take."""
    settings = Settings(model_base_url="https://models.example/v1/", model_name="m", _env_file=None)
    assert settings.model_base_url == "https://models.example/v1"
    assert not Settings(database_url="postgresql+psycopg://db/x", _env_file=None).embedded
