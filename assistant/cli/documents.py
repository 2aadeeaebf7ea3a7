"""`civicdesk documents`: policy work from the command line, with the rights of the account that acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.document_files import NamedFile, RefusedFile, files_in
from assistant.cli.exit_codes import PARTLY
from assistant.cli.failures import CommandRefused, WrongInput
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import complain, progress_bars, say
from assistant.domain.staff import Staff
from knowledge_base import (
    Audience,
    JurisdictionLevel,
    KnowledgeBaseError,
    LifeCycleConflict,
    UnreadableFile,
    VersionState,
)

if TYPE_CHECKING:
    from assistant.services.policies import Policies
    from knowledge_base import Upload, VersionPreview

DAY = ["%Y-%m-%d"]
ID_HELP = "A version's id, or a document's id if just one of its versions can be meant."


class Step(StrEnum):
    """What can be done with a version that is there."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    DISCARD = "discard"


FROM_STATES = {
    Step.SUBMIT: (VersionState.DRAFT,),
    Step.PUBLISH: (VersionState.SUBMITTED,),
    Step.WITHDRAW: (VersionState.PUBLISHED,),
    Step.DISCARD: (VersionState.DRAFT, VersionState.SUBMITTED),
}
"""In which states a version can be meant when only its document is named."""

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help=ID_HELP)]

app = group(
    "Add, submit, publish and withdraw policy documents, as the named account may. Publishing takes a second person."
)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all files of one call have in common."""

    department: str
    language: str
    audience: Audience
    level: JurisdictionLevel
    effective_from: date
    effective_to: date | None
    review_by: date | None

    def upload(self, file: NamedFile) -> Upload:
        """The file as it is handed in. Raises OSError."""
        from knowledge_base import Upload
        from knowledge_base.parsing.limits import MAX_FILE_BYTES

        with file.path.open("rb") as content:
            # One byte beyond the limit is enough to be refused for it; a larger file need not be in memory.
            read = content.read(MAX_FILE_BYTES + 1)
        return Upload(
            document_id=file.document_id,
            title=file.title,
            department_id=self.department,
            language=self.language,
            audience=self.audience,
            level=self.level,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            file_name=file.path.name,
            content=read,
            review_by=self.review_by,
        )


def add(
    path: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", exists=True, help="What to read.")],
    actor: Actor,
    department: Annotated[str, typer.Option(help="The id of the department that owns it.")],
    language: Annotated[str, typer.Option(help="Language of the text, such as en or zh.")],
    effective_from: Annotated[
        datetime, typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="First day in force.")
    ],
    document_id: Annotated[str | None, typer.Option(help="The document's id; for a file only.")] = None,
    title: Annotated[str | None, typer.Option(help="The document's title; for a file only.")] = None,
    effective_to: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="Last day in force; left out: open."),
    ] = None,
    audience: Annotated[Audience, typer.Option(help="Who may find it.")] = Audience.PUBLIC,
    level: Annotated[
        JurisdictionLevel, typer.Option(help="The level it speaks for.")
    ] = JurisdictionLevel.CITY,
    review_by: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="Day to look at it again.")
    ] = None,
) -> None:
    """Read a file, or each file of a folder, into a draft version.

    In a folder each file becomes a document whose id and title come from its name; files that are refused are listed
    with the reason (exit code 3) and the others stay. Markdown, HTML, plain text, PDF and DOCX can be read.

    Example: `civicdesk documents add waste.md --document-id waste-collection --title "Waste collection"
    --department environment --language en --effective-from 2027-01-01 --actor edith`
    """
    facts = _Facts(
        department,
        language,
        audience,
        level,
        effective_from.date(),
        effective_to.date() if effective_to is not None else None,
        review_by.date() if review_by is not None else None,
    )
    files = list(_named(path, document_id, title))
    with opened() as installation:
        policies, staff = installation.desk.policies, acting(installation, actor)
        if path.is_file():
            assert isinstance(files[0], NamedFile)
            _tell_added(policies.upload(staff, facts.upload(files[0])))
        elif refused := _add_all(policies, staff, files, facts):
            complain(f"civicdesk: {len(refused)} of {len(files)} files were refused:")
            for one in refused:
                complain(f"  {one.path}: {one.reason}")
            raise typer.Exit(PARTLY)


def _named(path: Path, document_id: str | None, title: str | None) -> Iterable[NamedFile | RefusedFile]:
    if path.is_file():
        if document_id is None or title is None:
            missing = "--document-id" if document_id is None else "--title"
            raise WrongInput(f"{missing}: needed for a single file.")
        return [NamedFile(path, document_id, title)]
    for option, value in (("--document-id", document_id), ("--title", title)):
        if value is not None:
            raise WrongInput(f"{option}: in a folder, ids and titles come from the files' names.")
    found = list(files_in(path))
    if not found:
        raise WrongInput(f"{path}: the folder holds no files.")
    return found


def _add_all(
    policies: Policies, staff: Staff, files: list[NamedFile | RefusedFile], facts: _Facts
) -> list[RefusedFile]:
    """Add each file by itself. What is wrong with all of them alike (rights, department, dates) ends the command."""
    refused = []
    with progress_bars() as progress:
        for done, file in enumerate(files, start=1):
            if isinstance(file, RefusedFile):
                refused.append(file)
                continue
            try:
                _tell_added(policies.upload(staff, facts.upload(file)))
            except (UnreadableFile, LifeCycleConflict) as error:
                refused.append(RefusedFile(file.path, str(error)))
            except KnowledgeBaseError as error:
                if getattr(error, "field", None) not in ("content", "title", "document_id", "file_name"):
                    raise
                refused.append(RefusedFile(file.path, str(error)))
            except OSError as error:
                refused.append(RefusedFile(file.path, error.strerror or type(error).__name__))
            progress("Reading files", done, len(files))
    return refused


def _tell_added(preview: VersionPreview) -> None:
    version = preview.version
    say(f"{version.id}  {version.document_id} version {version.number}, {len(preview.passages)} passages")
    for warning in preview.warnings:
        say(f"    warning: {warning.kind}: {warning.detail}")


def submit(ids: Ids, actor: Actor) -> None:
    """Hand drafts to a second person for publication.

    Example: `civicdesk documents submit waste-collection --actor edith`
    """
    _each(ids, actor, Step.SUBMIT)


def publish(ids: Ids, actor: Actor) -> None:
    """Approve and publish submitted versions, as somebody who neither added nor submitted them.

    Example: `civicdesk documents publish waste-collection --actor sam`
    """
    _each(ids, actor, Step.PUBLISH)


def withdraw(
    ids: Ids, actor: Actor, reason: Annotated[str, typer.Option(help="Why; it goes on record.")]
) -> None:
    """Take published versions out of every search, at once and for good.

    Example: `civicdesk documents withdraw waste-collection --actor sam --reason "Repealed by the council"`
    """
    _each(ids, actor, Step.WITHDRAW, reason)


def discard(ids: Ids, actor: Actor) -> None:
    """Drop drafts or submitted versions.

    Example: `civicdesk documents discard waste-collection --actor edith`
    """
    _each(ids, actor, Step.DISCARD)


def _each(ids: list[str], actor: str, step: Step, reason: str = "") -> None:
    with opened() as installation:
        policies, staff = installation.desk.policies, acting(installation, actor)
        for given in ids:
            version_id = _version_meant(policies, staff, given, step)
            match step:
                case Step.SUBMIT:
                    policies.submit(staff, version_id)
                case Step.PUBLISH:
                    policies.publish(staff, version_id)
                case Step.WITHDRAW:
                    policies.withdraw(staff, version_id, reason)
                case Step.DISCARD:
                    policies.discard(staff, version_id)
            version = policies.preview(staff, version_id).version
            say(f"{version.id}  {version.document_id} version {version.number} is {version.state}")


def _version_meant(policies: Policies, staff: Staff, given: str, step: Step) -> str:
    for summary in policies.documents(staff):
        if summary.document.id != given:
            continue
        fitting = [one.id for one in summary.versions if one.state in FROM_STATES[step]]
        if len(fitting) == 1:
            return fitting[0]
        states = " or ".join(FROM_STATES[step])
        which = f"Name one of {', '.join(fitting)}." if fitting else f"None is {states}."
        raise CommandRefused(f"{given}: {len(fitting)} of its versions can be meant. {which}")
    return given


for _name, _body in (
    ("add", add),
    ("submit", submit),
    ("publish", publish),
    ("withdraw", withdraw),
    ("discard", discard),
):
    command(app, _name)(_body)
