"""The part of the composition root that makes the open record of an installation."""

from __future__ import annotations

from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.office_file import OfficeFileError, read_office, read_register
from assistant.domain.questions import Language
from assistant.models_file import read_models
from assistant.services.autonomy_report import AutonomyReport
from assistant.services.open_figures import OpenCounts
from assistant.services.open_record import OpenRecords, SystemFacts
from assistant.services.ports import Clock
from assistant.settings import Settings, SettingsError


def make_records(
    settings: Settings,
    directory: DirectoryFile,
    pipeline_hash: str,
    counts: OpenCounts,
    report: AutonomyReport,
    clock: Clock,
) -> OpenRecords:
    """From the settings and the files beside the directory. Raises SettingsError for a file that cannot be used."""
    try:
        office, risks = read_office(directory.path), read_register()
    except OfficeFileError as error:
        raise SettingsError(str(error)) from error
    facts = SystemFacts(
        town={language: directory.town_name(language) for language in Language},
        departments=len(directory.departments()),
        topics=len(directory.topics()),
        drafting=tuple(one.model for one in read_models(settings).drafting),
        pipeline_hash=pipeline_hash,
        answer_first_share=settings.answer_first_share,
        unaided_share=settings.unaided_share,
        reply_audit_share=settings.reply_audit_share,
        second_review_share=settings.second_review_share,
        conversation_days=settings.conversation_days,
        backup_days=settings.backup_days,
    )
    return OpenRecords(office, risks, facts, counts, report, clock)
