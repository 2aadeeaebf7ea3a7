"""Loading sample policies: once, whatever broke off before, and never against what people decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from knowledge_base import Audience, JurisdictionLevel, KnowledgeBase, Version, VersionState
from knowledge_base.sample_fields import SampleFault
from knowledge_base.sample_policies import load_sample_policies, sample_policies
from knowledge_base.uploads import Upload


@pytest.fixture
def hamlet(tmp_path: Path) -> Path:
    """A folder with a manifest of two documents, one of them with two versions."""
    folder = tmp_path / "hamlet"
    folder.mkdir()
    for name in ("dogs", "fees-old", "fees-new"):
        (folder / f"{name}.md").write_text(f"# Rules\n\nThis is the text of {name}.", encoding="utf-8")
    entries = [
        _entry("dogs", ("dogs.md", date(2025, 1, 1))),
        _entry("fees", ("fees-old.md", date(2024, 1, 1)), ("fees-new.md", date(2026, 1, 1))),
    ]
    (folder / "hamlet.yaml").write_text(yaml.safe_dump({"policies": entries}), encoding="utf-8")
    return folder


def _entry(document_id: str, *versions: tuple[str, date], audience: str = "public") -> dict[str, object]:
    return {
        "document_id": document_id,
        "title": "Rules",
        "department_id": "environment",
        "topic_id": "dogs-and-noise",
        "language": "en",
        "audience": audience,
        "level": "city",
        "versions": [
            {"file": file, "effective_from": start, "effective_to": None, "review_by": None}
            for file, start in versions
        ],
    }


def _first_draft(folder: Path) -> Upload:
    return Upload(
        document_id="dogs",
        title="Rules",
        department_id="environment",
        language="en",
        audience=Audience.PUBLIC,
        level=JurisdictionLevel.CITY,
        effective_from=date(2025, 1, 1),
        effective_to=None,
        file_name="dogs.md",
        content=(folder / "dogs.md").read_bytes(),
    )


def _states(base: KnowledgeBase) -> list[VersionState]:
    return [version.state for summary in base.documents() for version in summary.versions]


def test_draft_of_a_killed_start_is_published(base: KnowledgeBase, hamlet: Path) -> None:
    """A draft that a start left behind when it broke off is published by the next start, and not added twice."""
    base.add(_first_draft(hamlet), "ann")
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 3
    assert _states(base) == [VersionState.PUBLISHED] * 3


def test_start_killed_while_publishing_is_taken_up_again(base: KnowledgeBase, hamlet: Path) -> None:
    """Versions submitted before the index build broke off are published by the next start."""

    def killed(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_sample_policies(base, "ann", "bob", killed, folder=hamlet)
    assert _states(base) == [VersionState.SUBMITTED] * 3
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 3
    assert _states(base) == [VersionState.PUBLISHED] * 3


def test_version_added_at_the_same_moment_is_not_added_twice(
    sqlite_engine: sa.Engine, tmp_path: Path, hamlet: Path
) -> None:
    """Where another process adds a file between the look and the add, its version is the one published."""
    other = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")

    class Overtaken(KnowledgeBase):
        def add(self, upload: Upload, actor_id: str) -> Version:
            if upload.document_id == "dogs":
                other.add(upload, actor_id)
            return super().add(upload, actor_id)

    base = Overtaken.open(sqlite_engine, tmp_path / "kb")
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 3
    assert _states(base) == [VersionState.PUBLISHED] * 3
    base.close()
    other.close()


def test_somebody_elses_draft_is_left_alone(base: KnowledgeBase, hamlet: Path) -> None:
    """A draft that a person uploaded is neither submitted nor published by loading."""
    draft = base.add(_first_draft(hamlet), "carol")
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 2
    assert base.version(draft.id).state is VersionState.DRAFT


def test_withdrawn_policy_stays_withdrawn(base: KnowledgeBase, hamlet: Path) -> None:
    """What a person withdrew does not come back at the next start."""
    load_sample_policies(base, "ann", "bob", folder=hamlet)
    base.withdraw(base.document("dogs").versions[0].id, "carol", "Repealed.")
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 0
    assert [version.state for version in base.document("dogs").versions] == [VersionState.WITHDRAWN]


def test_edited_file_of_a_loaded_version_is_not_loaded_again(base: KnowledgeBase, hamlet: Path) -> None:
    """A sample file that changed after its version was published replaces nothing by itself."""
    load_sample_policies(base, "ann", "bob", folder=hamlet)
    (hamlet / "dogs.md").write_text("# Rules\n\nThis is another text.", encoding="utf-8")
    assert load_sample_policies(base, "ann", "bob", folder=hamlet) == 0
    assert len(base.document("dogs").versions) == 1


def test_slip_in_a_manifest_is_named_with_file_and_field(tmp_path: Path) -> None:
    """A wrong value in a manifest is reported with the file and the field it stands in."""
    (tmp_path / "town.yaml").write_text(
        "policies:\n  - {document_id: a, title: A, versions: [{file: gone.md}]}\n", encoding="utf-8"
    )
    with pytest.raises(SampleFault) as caught:
        sample_policies(tmp_path)
    assert caught.value.file == "town.yaml"
    assert caught.value.field == "policies[0].versions[0].file"


def test_unknown_audience_is_refused(tmp_path: Path) -> None:
    """A manifest cannot name an audience that does not exist."""
    (tmp_path / "a.md").write_text("# A", encoding="utf-8")
    entry = _entry("a", ("a.md", date(2026, 1, 1)), audience="everybody")
    (tmp_path / "town.yaml").write_text(yaml.safe_dump({"policies": [entry]}), encoding="utf-8")
    with pytest.raises(SampleFault, match="audience"):
        sample_policies(tmp_path)
