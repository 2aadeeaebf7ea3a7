"""What a version has in common with documents that are published already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from knowledge_base import KnowledgeBase, Upload, store
from knowledge_base.near_duplicates import NearDuplicate
from knowledge_base.shingles import shingles
from tests.knowledge_base.builders import TODAY, an_upload, published

FEES = (
    "A resident permit for one car costs 84 euros a year and is paid when the permit is issued. A second car of the "
    "same household costs 120 euros a year. The fee is not paid back when the car is sold before the year is over, "
    "unless the household moves out of the zone, in which case each full month that is left is paid back on request."
)
PLACES = (
    "Permits are issued at the counter of the Transport Department in Station Road between eight and twelve in the "
    "morning. Whoever cannot come may send a friend with a signed letter and a copy of the identity card."
)
BINS = "The grey bin is emptied every two weeks, the green bin every week from May to September."
CHINESE = "居民停车许可证每年收费八十四欧元，办理时一次缴清。同一户的第二辆车每年收费一百二十欧元。车辆在年度内出售的，已缴费用不予退还，但全户迁出停车区的除外。"
ENGLISH_TEXT = f"# Permits\n\n## Fees\n\n{FEES}\n\n## Where\n\n{PLACES}\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A base with an English and a Chinese document about permits, and one about bins."""
    folder = tmp_path_factory.mktemp("town")
    engine = sa.create_engine(f"sqlite:///{folder / 'base.sqlite'}")
    store.create_tables(engine)
    base = KnowledgeBase.open(engine, folder / "kb")
    published(base, an_upload(ENGLISH_TEXT))
    published(base, an_upload(f"# Bins\n\n{BINS}\n", document_id="bins", title="Bins"))
    published(
        base, an_upload(f"# 许可\n\n{CHINESE}\n", document_id="permits-zh", title="许可", language="zh")
    )
    yield base
    base.close()
    engine.dispose()


def found(base: KnowledgeBase, text: str, day: date = TODAY, **changes: object) -> list[NearDuplicate]:
    """What a new document with this text shares with others."""
    upload: Upload = replace(an_upload(text, document_id="newcomer", title="New"), **changes)  # type: ignore[arg-type]
    version = base.add(upload, "ann")
    shared = base.near_duplicates(version.id, day)
    base.discard(version.id, "ann")
    return shared


def test_a_copy_is_found_whole(town: KnowledgeBase) -> None:
    """The same text under another name shares all of its words, in both directions."""
    (same,) = found(town, ENGLISH_TEXT + "\n\n")
    assert (same.document.id, same.share, same.other_share) == ("parking-permits", 1.0, 1.0)
    assert {FEES, PLACES} <= {one.text for one in same.copied}


def test_a_changed_amount_and_another_layout_hide_no_copy(town: KnowledgeBase) -> None:
    """New figures, capitals and line breaks leave most runs of words as they were."""
    text = (
        ENGLISH_TEXT.replace("84", "96")
        .replace("A resident", "A RESIDENT")
        .replace("paid when", "paid\nwhen")
    )
    (same,) = found(town, text)
    assert same.document.id == "parking-permits"
    assert 0.8 < same.share < 1.0


def test_one_copied_paragraph_in_a_long_document_is_found(town: KnowledgeBase) -> None:
    """Little of the document is shared, and the paragraph is named."""
    own = "\n\n".join(
        f"Rule {n} of the harbour says that boat number {n * 7} keeps to pier {n}." for n in range(60)
    )
    (same,) = found(town, f"# Harbour\n\n{own}\n\n## Fees\n\n{FEES}\n")
    assert same.share < 0.3
    assert [one.text for one in same.copied] == [FEES]


def test_a_chinese_copy_is_found(town: KnowledgeBase) -> None:
    """Chinese text is compared by its characters."""
    (same,) = found(town, f"# 停车\n\n{CHINESE.replace('八十四', '九十')}\n", language="zh")
    assert same.document.id == "permits-zh"
    assert same.share > 0.7


def test_the_same_matter_in_other_words_is_no_copy(town: KnowledgeBase) -> None:
    """Sharing a subject is not sharing a text."""
    text = "# Parking\n\nWhoever lives in a zone pays 84 euros every year for parking one car there, 120 for another.\n"
    assert found(town, text) == []


def test_what_no_longer_applies_is_not_compared(town: KnowledgeBase) -> None:
    """A version that ended yesterday is nobody's duplicate today."""
    ended = an_upload(
        f"# Old\n\n{BINS} {BINS.upper()}\n", document_id="old-bins", effective_to=date(2026, 5, 31)
    )
    published(town, ended)
    text = f"# New bins\n\n{BINS}\n"
    assert [one.document.id for one in found(town, text, date(2026, 5, 31))] == ["bins", "old-bins"]
    assert [one.document.id for one in found(town, text)] == ["bins"]


def test_a_text_without_words_shares_nothing() -> None:
    """Dashes and dots are no words."""
    assert len(shingles("– … –", chinese=False)) == 0
    assert len(shingles("fee", chinese=False)) == 1
