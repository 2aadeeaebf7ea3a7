"""`civicdesk documents`: policy work from the command line, with the rights of the account that acts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from assistant.cli import document_addresses, document_checks, document_intake, document_list, recalls
from assistant.cli.commands import command, group
from assistant.cli.failures import CommandRefused
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say
from assistant.domain.staff import Staff
from knowledge_base import Version, VersionState

if TYPE_CHECKING:
    from assistant.services.policies import Policies

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


def submit(ids: Ids, actor: Actor) -> None:
    """Hand drafts to a second person for publication.

    Example: `civicdesk documents submit waste-collection --actor edith`
    """
    _each(ids, actor, Step.SUBMIT)


def publish(
    ids: Ids,
    actor: Actor,
    seen: Annotated[
        list[str] | None, typer.Option(help="A finding of the checks that was looked at, by its id.")
    ] = None,
    why: Annotated[str, typer.Option(help="Why to publish in spite of these findings.")] = "",
    override: Annotated[str, typer.Option(help="Why to publish although test questions fail.")] = "",
) -> None:
    """Approve and publish submitted versions, as somebody who neither added nor submitted them.

    Several are published together: all or none, with one build of the index.

    Example: `civicdesk documents publish waste-collection --actor sam`
    """
    from assistant.services.publication_rules import Acknowledged

    with opened() as installation:
        policies, staff = installation.desk.policies, acting(installation, actor)
        meant = _versions_meant(policies, staff, ids, Step.PUBLISH)
        policies.publish_all(staff, meant, override, Acknowledged(tuple(seen or ()), why))
        for version_id in meant:
            _tell(policies, staff, version_id)


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
        for version_id in _versions_meant(policies, staff, ids, step):
            match step:
                case Step.SUBMIT:
                    policies.submit(staff, version_id)
                case Step.PUBLISH:
                    policies.publish(staff, version_id)
                case Step.WITHDRAW:
                    policies.withdraw(staff, version_id, reason)
                case Step.DISCARD:
                    policies.discard(staff, version_id)
                case other:
                    assert_never(other)
            _tell(policies, staff, version_id)


def _tell(policies: Policies, staff: Staff, version_id: str) -> None:
    version = policies.preview(staff, version_id).version
    say(f"{version.id}  {version.document_id} version {version.number} is {version.state}")


def _versions_meant(policies: Policies, staff: Staff, ids: list[str], step: Step) -> list[str]:
    known = {summary.document.id: summary.versions for summary in policies.documents(staff)}
    return [_version_meant(known.get(given), given, step) for given in ids]


def _version_meant(versions: Sequence[Version] | None, given: str, step: Step) -> str:
    if versions is not None:
        fitting = [one.id for one in versions if one.state in FROM_STATES[step]]
        if len(fitting) == 1:
            return fitting[0]
        states = " or ".join(FROM_STATES[step])
        which = f"Name one of {', '.join(fitting)}." if fitting else f"None is {states}."
        raise CommandRefused(f"{given}: {len(fitting)} of its versions can be meant. {which}")
    return given


document_intake.add_to(app)
document_addresses.add_to(app)
for _name, _body in (
    ("submit", submit),
    ("publish", publish),
    ("withdraw", withdraw),
    ("discard", discard),
):
    command(app, _name)(_body)
document_list.add_to(app)
document_checks.add_to(app)
recalls.add_to(app)
