"""The file that names several language models: endpoints in order, prices, budgets and who gives a second opinion."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from assistant.adapters.language_model import EndpointAddress
from assistant.adapters.model_output import OutputMode
from assistant.domain.model_budgets import MILLION, Limit, Limits, TokenPrice
from assistant.settings import PREFIX, Settings, SettingsError

WHERE = f"{PREFIX}MODELS_FILE"

MOST_ENDPOINTS = 5
"""Each stand-in halves the time that is left: the fifth has a sixteenth of it, which no model answers in."""

Money = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


def _address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return value.rstrip("/")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Price(_Part):
    """Of a million tokens, in whatever currency the town counts in."""

    prompt: Money
    completion: Money


class Endpoint(_Part):
    """One server with one model. `key_variable` names the environment variable that holds its key."""

    base_url: Annotated[str, AfterValidator(_address)]
    model: Name
    key_variable: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] = ""
    output_mode: OutputMode | None = None
    price: Price | None = None


class Budget(_Part):
    """How much may be spent; what is not named has no limit."""

    tokens: Annotated[int, Field(ge=0)] | None = None
    cost: Money | None = None
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None

    @property
    def limit(self) -> Limit:
        """As the ledger counts."""
        return Limit(
            self.tokens,
            None if self.cost is None else int(self.cost * MILLION),
            None if self.seconds is None else round(self.seconds * 1000),
        )


class Budgets(_Part):
    """By question, by department and day, and by day in all; `departments` names those with a budget of their own."""

    question: Budget = Budget()
    department: Budget = Budget()
    day: Budget = Budget()
    departments: Mapping[str, Budget] = Field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """As the ledger counts."""
        own = {name: budget.limit for name, budget in self.departments.items()}
        return Limits(self.question.limit, self.department.limit, self.day.limit, own)


class ModelsFile(_Part):
    """The whole file."""

    endpoints: Annotated[tuple[Endpoint, ...], Field(min_length=1, max_length=MOST_ENDPOINTS)]
    second_opinion: Annotated[tuple[Endpoint, ...], Field(max_length=MOST_ENDPOINTS)] = ()
    budgets: Budgets = Budgets()


class Models:
    """The language models an installation works with; without endpoints there is none."""

    def __init__(self, file: ModelsFile | None, drafting: tuple[EndpointAddress, ...] = ()) -> None:
        self._file = file
        self.drafting = drafting if file is None else tuple(_keyed(one) for one in file.endpoints)
        self.second_opinion = () if file is None else tuple(_keyed(one) for one in file.second_opinion)

    @property
    def limits(self) -> Limits:
        """The budgets in force; none without a file."""
        return Limits() if self._file is None else self._file.budgets.limits

    @property
    def prices(self) -> Mapping[str, TokenPrice]:
        """By model. A model without a price costs nothing: it runs on the town's own machines."""
        if self._file is None:
            return {}
        every = (*self._file.endpoints, *self._file.second_opinion)
        return {one.model: _price(one.price) for one in every if one.price is not None}


def read_models(settings: Settings) -> Models:
    """The models that the settings name, in a file or by themselves. Raises SettingsError naming what is wrong."""
    if settings.models_file is not None:
        return Models(read_models_file(settings.models_file))
    if not settings.model_base_url:
        return Models(None)
    key = settings.model_api_key.get_secret_value()
    return Models(None, (EndpointAddress(settings.model_base_url, settings.model_name, key),))


def read_models_file(path: Path) -> ModelsFile:
    """The file, checked. Raises SettingsError: it names the place and what was expected, never what was given."""
    try:
        found: Any = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{WHERE}: the file cannot be read") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        raise SettingsError(f"{WHERE}: this is not YAML{line}") from None
    try:
        return _one_price_a_model(ModelsFile.model_validate(found))
    except ValidationError as error:
        told = [f"{WHERE}: {_place(fault['loc'])}: {fault['msg']}" for fault in error.errors()]
        raise SettingsError("\n".join(told)) from None


def _one_price_a_model(file: ModelsFile) -> ModelsFile:
    prices: dict[str, Price | None] = {}
    for one in (*file.endpoints, *file.second_opinion):
        if prices.setdefault(one.model, one.price) != one.price:
            raise SettingsError(f"{WHERE}: a model that is named twice needs the same price twice")
    return file


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "the file"


def _keyed(endpoint: Endpoint) -> EndpointAddress:
    key = SecretStr("")
    if endpoint.key_variable:
        key = SecretStr(os.environ.get(endpoint.key_variable, ""))
        if not key.get_secret_value():
            raise SettingsError(f"{WHERE}: the environment variable of a key is not set or empty")
    return EndpointAddress(endpoint.base_url, endpoint.model, key.get_secret_value(), endpoint.output_mode)


def _price(price: Price) -> TokenPrice:
    return TokenPrice(int(price.prompt * MILLION), int(price.completion * MILLION))
