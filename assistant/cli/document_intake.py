"""`civicdesk documents add`: files become draft versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.document_facts import LIST_NAME, Facts, WrongFacts, head_of, listed_in
from assistant.cli.document_files import NamedFile, RefusedFile, files_in
from assistant.cli.exit_codes import PARTLY
from assistant.cli.failures import WrongInput
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import complain, progress_bars, say
from assistant.domain.staff import Staff
from knowledge_base import (
    Audience,
    JurisdictionLevel,
    KnowledgeBaseError,
    LifeCycleConflict,
    SameFile,
    UnreadableFile,
)

if TYPE_CHECKING:
    from assistant.services.policies import Policies
    from knowledge_base import Upload, VersionPreview

DAY = ["%Y-%m-%d"]

OF_ONE_FILE = frozenset({"content", "title", "document_id", "file_name"})
"""Fields that differ from file to file: what is wrong with another one is wrong with the whole folder."""


def add_to(app: typer.Typer) -> None:
    """Add the command to the group of documents."""
    command(app, "add")(add)


def _upload(file: NamedFile, facts: Facts) -> Upload:
    """The file as it is handed in. Raises OSError, WrongFacts if a fact is missing."""
    from knowledge_base import Upload
    from knowledge_base.parsing.limits import MAX_FILE_BYTES

    missing = [name for name in ("department", "language", "effective_from") if not getattr(facts, name)]
    if missing or facts.effective_from is None:
        raise WrongFacts(f"Nothing says its {missing[0]}: give the option, a line of {LIST_NAME}, or a head.")
    with file.path.open("rb") as content:
        # One byte beyond the limit is enough to be refused for it; a larger file need not be in memory.
        read = content.read(MAX_FILE_BYTES + 1)
    return Upload(
        document_id=facts.document_id or file.document_id,
        title=facts.title or file.title,
        department_id=facts.department or "",
        language=facts.language or "",
        audience=facts.audience or Audience.PUBLIC,
        level=facts.level or JurisdictionLevel.CITY,
        effective_from=facts.effective_from,
        effective_to=facts.effective_to,
        file_name=file.path.name,
        content=read,
        review_by=facts.review_by,
    )


def add(
    path: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", exists=True, help="What to read.")],
    actor: Actor,
    department: Annotated[str | None, typer.Option(help="The id of the department that owns it.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the text, such as en or zh.")] = None,
    effective_from: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="First day in force.")
    ] = None,
    document_id: Annotated[str | None, typer.Option(help="The document's id; for a file only.")] = None,
    title: Annotated[str | None, typer.Option(help="The document's title; for a file only.")] = None,
    effective_to: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="Last day in force; left out: open."),
    ] = None,
    audience: Annotated[Audience | None, typer.Option(help="Who may find it; left out: everybody.")] = None,
    level: Annotated[
        JurisdictionLevel | None, typer.Option(help="The level it speaks for; left out: the city.")
    ] = None,
    review_by: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="Day to look at it again.")
    ] = None,
) -> None:
    """Read a file, or each file of a folder, into a draft version.

    Markdown, HTML, plain text, PDF, DOCX and XLSX can be read. In a folder each file becomes a document whose id and
    title come from its name. A list `documents.csv` in the folder (columns `file` and any of document_id, title,
    department, language, audience, level, effective_from, effective_to, review_by) or the YAML head of a Markdown
    file says more; the options count where neither says anything. Files that are refused are listed with the reason
    (exit code 3), the others stay; run again, the command goes on where it was stopped.

    Example: `civicdesk documents add waste.md --document-id waste-collection --title "Waste collection"
    --department environment --language en --effective-from 2027-01-01 --actor edith`
    """
    given = Facts(
        None,
        None,
        department,
        language,
        audience,
        level,
        effective_from.date() if effective_from is not None else None,
        effective_to.date() if effective_to is not None else None,
        review_by.date() if review_by is not None else None,
    )
    files = list(_named(path, document_id, title))
    with opened() as installation:
        policies, staff = installation.desk.policies, acting(installation, actor)
        if path.is_file():
            assert isinstance(files[0], NamedFile)
            try:
                upload = _upload(files[0], given.over(head_of(path)))
            except WrongFacts as wrong:
                raise WrongInput(str(wrong)) from wrong
            _tell_added(policies.upload(staff, upload))
        elif refused := _add_all(policies, staff, files, given, listed_in(path)):
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
    policies: Policies,
    staff: Staff,
    files: list[NamedFile | RefusedFile],
    given: Facts,
    listed: Mapping[Path, Facts],
) -> list[RefusedFile]:
    """Add each file by itself. What is wrong with all of them alike (rights, department, dates) ends the command."""
    refused = []
    with progress_bars() as progress:
        for done, file in enumerate(files, start=1):
            if isinstance(file, RefusedFile):
                refused.append(file)
                continue
            try:
                said = listed.get(file.path, Facts()).over(head_of(file.path)).over(given)
                _tell_added(policies.upload(staff, _upload(file, said)))
            except SameFile as same:
                say(f"{file.path.name}: {same}")
            except (UnreadableFile, LifeCycleConflict, WrongFacts) as error:
                refused.append(RefusedFile(file.path, str(error)))
            except KnowledgeBaseError as error:
                if getattr(error, "field", None) not in OF_ONE_FILE:
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
