"""The part of the composition root that makes what citizens may do beside asking."""

from __future__ import annotations

from datetime import timedelta

from assistant.adapters.data_records import BackupFile, ErasureFile
from assistant.adapters.written_days import WrittenDays
from assistant.bootstrap_parts import Parts
from assistant.bootstrap_records import make_records
from assistant.services.amendments import Amendments
from assistant.services.appeals import AppealParts, Appeals
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.audit_desk import AuditDesk
from assistant.services.citizen_services import CitizenServices
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.danger_beside import DangerBeside
from assistant.services.erasure import Erasure
from assistant.services.explanations import Explanations
from assistant.services.needs_desk import NeedsDesk
from assistant.services.open_figures import OpenCounts
from assistant.services.own_choices import OwnChoices
from assistant.services.own_record import OwnRecords
from assistant.services.own_rights import OwnRights
from assistant.services.rating_desk import RatingDesk
from assistant.services.ratings import RatingParts, Ratings


def make_citizen_services(
    parts: Parts,
    conversations: Conversations,
    views: ConversationViews,
    needs: NeedsDesk,
    approved: ApprovedDesk,
    auditing: AuditDesk,
) -> CitizenServices:
    """Appeals, ratings, rights, explanations, and what is open to everybody."""
    store, directory, clock, live = parts.store, parts.directory, parts.clock, parts.live
    danger = DangerBeside(conversations, parts.help_at_once)
    counts = OpenCounts(store, clock, parts.times)
    kept = timedelta(days=parts.settings.conversation_days)
    return CitizenServices(
        appeals=_make_appeals(parts, danger),
        ratings=_make_ratings(parts, needs, danger),
        rating_desk=RatingDesk(store, clock, parts.ids, directory, needs.call_backs, live),
        rights=OwnRights(
            records=OwnRecords(store, directory, views, kept),
            choices=OwnChoices(store, clock, live, (needs.gathering, approved.lapses)),
            amendments=Amendments(store, clock, parts.ids, live, danger),
        ),
        explanations=Explanations(store, directory, clock, WrittenDays(directory.time_zone)),
        open_counts=counts,
        open_records=make_records(
            parts.settings, directory, parts.fingerprint, counts, auditing.report, clock
        ),
    )


def make_erasure(parts: Parts, needs: NeedsDesk, approved: ApprovedDesk) -> Erasure:
    """With everything that keeps what came from citizens' words."""
    return Erasure(
        parts.store,
        parts.clock,
        parts.live,
        ErasureFile(parts.settings.data_dir),
        BackupFile(parts.settings.data_dir),
        timedelta(days=parts.settings.backup_days),
        (needs.gathering, approved.lapses),
        timedelta(days=parts.settings.conversation_days),
    )


def _make_ratings(parts: Parts, needs: NeedsDesk, danger: DangerBeside) -> Ratings:
    return Ratings(
        RatingParts(
            store=parts.store,
            clock=parts.clock,
            ids=parts.ids,
            live=parts.live,
            times=parts.times,
            call_backs=needs.call_backs,
            time_zone=parts.directory.time_zone,
            danger=danger,
        )
    )


def _make_appeals(parts: Parts, danger: DangerBeside) -> Appeals:
    return Appeals(
        AppealParts(
            store=parts.store,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            live=parts.live,
            times=parts.times,
            pipeline_hash=parts.fingerprint,
            danger=danger,
            sampling=parts.sampling,
        )
    )
