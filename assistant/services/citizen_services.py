"""What citizens may do beside asking, and what is open to everybody, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.appeals import Appeals
from assistant.services.explanations import Explanations
from assistant.services.open_figures import OpenCounts
from assistant.services.open_record import OpenRecords
from assistant.services.own_rights import OwnRights
from assistant.services.rating_desk import RatingDesk
from assistant.services.ratings import Ratings


@dataclass(frozen=True, slots=True)
class CitizenServices:
    """The services; `rating_desk` is what staff do about ratings."""

    appeals: Appeals
    ratings: Ratings
    rating_desk: RatingDesk
    rights: OwnRights
    explanations: Explanations
    open_counts: OpenCounts
    open_records: OpenRecords
