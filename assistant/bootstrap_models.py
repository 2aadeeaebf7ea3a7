"""Puts the language models together: endpoints, the ledger of what they cost, and the second reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from assistant.adapters.language_model import OpenAiCompatibleModel, connect
from assistant.adapters.language_model_opinion import ModelOpinion
from assistant.adapters.prompt_files import PromptFiles
from assistant.models_file import read_models
from assistant.services.model_spending import ModelSpending
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.ports import ChatModel, Clock, Directory, Ids, ModelMeter, SecondOpinion
from assistant.services.stores import Store
from assistant.settings import Settings

MAX_RETRIES = 1
"""Of one endpoint within its share of the time: a connection that broke is often whole again at once."""


@dataclass(frozen=True, slots=True)
class LanguageModels:
    """What an installation has of them; the default is none."""

    chat: ChatModel | None = None
    opinion: SecondOpinion | None = None

    @property
    def rewriting(self) -> ChatModel | None:
        """The model that makes follow-ups standalone. With a second reader there is none: a citizen would wait for three
        calls in a row, and what was said before is weighed by the search as well."""
        return None if self.opinion is not None else self.chat

    @property
    def fingerprint(self) -> str:
        """Part of the pipeline hash (C-04)."""
        if self.chat is None:
            return "none"
        return self.chat.fingerprint + (f"+{self.opinion.fingerprint}" if self.opinion is not None else "")


def model_ledger(settings: Settings, store: Store, clock: Clock, ids: Ids, zone: tzinfo) -> ModelSpending:
    """The ledger with the budgets in force. `zone` decides when a day ends. Raises SettingsError."""
    models = read_models(settings)
    return ModelSpending(store, clock, ids, zone, models.limits, models.prices)


def spending_desk(settings: Settings, ledger: ModelSpending, directory: Directory) -> ModelSpendingDesk:
    """What supervisors and auditors see of it. Raises SettingsError."""
    models = read_models(settings)
    drafting, readers = (
        tuple(one.model for one in group) for group in (models.drafting, models.second_opinion)
    )
    return ModelSpendingDesk(ledger, directory, drafting, readers)


def language_models(
    settings: Settings, prompts: Path, meter: ModelMeter, clock: Clock, ids: Ids
) -> LanguageModels:
    """The configured models; each of their calls is booked with `meter`. Raises SettingsError and PromptFault."""
    models = read_models(settings)
    if not models.drafting:
        return LanguageModels()
    files = PromptFiles(prompts)
    endpoints = connect(models.drafting, MAX_RETRIES, meter, clock)
    chat = OpenAiCompatibleModel(endpoints, models.drafting, settings.model_timeout_s, files, ids)
    if not models.second_opinion:
        return LanguageModels(chat)
    readers = connect(models.second_opinion, MAX_RETRIES, meter, clock)
    return LanguageModels(
        chat, ModelOpinion(readers, models.second_opinion, settings.model_timeout_s, files, ids)
    )
