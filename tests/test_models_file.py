"""The file of language models: what is wrong in it is named, and what was given is not repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.model_budgets import Limit, TokenPrice
from assistant.models_file import Models, read_models
from assistant.settings import Settings, SettingsError

WHOLE = """
endpoints:
  - base_url: http://127.0.0.1:8080/v1/
    model: small
  - base_url: https://models.example/v1
    model: large
    key_variable: TEST_MODELS_KEY
    output_mode: json_object
    price: {prompt: 2.5, completion: 10}
second_opinion:
  - base_url: http://127.0.0.1:8081/v1
    model: other
budgets:
  question: {tokens: 20000, seconds: 40}
  department: {cost: 5}
  departments: {transport: {cost: 12.5}}
  day: {cost: 25}
"""


def _read(tmp_path: Path, text: str) -> Models:
    path = tmp_path / "models.yaml"
    path.write_text(text, encoding="utf-8")
    return read_models(Settings(models_file=path, _env_file=None))


def test_endpoints_prices_and_budgets_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the file, keys from the environment, money in millionths."""
    monkeypatch.setenv("TEST_MODELS_KEY", "k1")
    models = _read(tmp_path, WHOLE)
    assert [(one.base_url, one.model, one.api_key) for one in models.drafting] == [
        ("http://127.0.0.1:8080/v1", "small", ""),
        ("https://models.example/v1", "large", "k1"),
    ]
    assert [one.model for one in models.second_opinion] == ["other"]
    assert models.prices == {"large": TokenPrice(2_500_000, 10_000_000)}
    assert models.limits.question == Limit(tokens=20_000, ms=40_000)
    assert models.limits.of_department("transport") == Limit(cost=12_500_000)
    assert models.limits.of_department("housing") == Limit(cost=5_000_000)


def test_one_endpoint_in_the_settings_needs_no_file() -> None:
    """The short way stays: one endpoint, no budget."""
    settings = Settings(model_base_url="http://127.0.0.1:1/v1", model_name="m", _env_file=None)
    models = read_models(settings)
    assert [one.model for one in models.drafting] == ["m"]
    assert models.limits.day == Limit()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("endpoints: []", "endpoints"),
        ("endpoints: [{base_url: 'ftp://secret', model: m}]", "endpoints.0.base_url"),
        ("endpoints: [{base_url: 'http://a/v1', model: ''}]", "endpoints.0.model"),
        (
            "endpoints: [{base_url: 'http://a/v1', model: m, api_key: secret}]",
            "endpoints.0.api_key",
        ),
        ("endpoints: [{base_url: 'http://a/v1', model: m, price: {prompt: -1, completion: 1}}]", "prompt"),
        ("endpoints: [{base_url: 'http://a/v1', model: m}]\nbudgets: {day: {cost: secret}}", "budgets.day"),
        ("endpoints: [{base_url: 'http://a/v1', model: m}]\nbudget: {}", "budget"),
        ("endpoints: [", "YAML, line 1"),
        ("[]", "the file"),
        (
            "endpoints: [{base_url: 'http://a/v1', model: m, key_variable: TEST_NOT_SET}]",
            "environment variable",
        ),
        (
            "endpoints: [{base_url: 'http://a/v1', model: m, price: {prompt: 1, completion: 1}}, "
            "{base_url: 'http://b/v1', model: m}]",
            "same price",
        ),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str, named: str) -> None:
    """Each line begins with the setting and never repeats what was written."""
    with pytest.raises(SettingsError) as caught:
        _read(tmp_path, text)
    said = str(caught.value)
    assert all(line.startswith("CIVICDESK_MODELS_FILE: ") for line in said.splitlines())
    assert named in said
    assert "secret" not in said


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """By the setting's name, not with a traceback."""
    with pytest.raises(SettingsError, match="CIVICDESK_MODELS_FILE: the file cannot be read"):
        read_models(Settings(models_file=tmp_path / "none.yaml", _env_file=None))


def test_a_file_and_a_single_endpoint_exclude_each_other(tmp_path: Path) -> None:
    """Nobody has to guess which of the two is asked."""
    with pytest.raises(ValueError, match="exclude each other"):
        Settings(
            models_file=tmp_path / "m.yaml",
            model_base_url="http://127.0.0.1:1/v1",
            model_name="m",
            _env_file=None,
        )
