"""`civicdesk index`: the versions of the search index."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.exit_codes import NOT_INTACT
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import complain, progress_bars, say, say_json, say_table
from knowledge_base import IndexVersion, Recut, RecutOutcome

app = group("Build, check, list and roll back the versions of the search index.")

SYSTEM = "system"
"""Who is on record for what is done on the machine itself."""


def build() -> None:
    """Build the index anew from what is published, check it and let it answer.

    Needed after another embedding model was set or files were damaged; publishing builds by itself.

    Example: `civicdesk index build`
    """
    with opened() as installation, progress_bars() as progress:
        index = installation.knowledge_base.build_index(
            lambda done, total: progress("Building the index", done, total), SYSTEM
        )
        with installation.store.begin() as work:
            data = {"content_hash": index.content_hash}
            work.oversight.audit(SYSTEM, "index_built", "index", index.id, data, installation.clock.now())
    say(f"{index.id} answers now: {index.passages} passages of {index.versions} versions.")


def recut() -> None:
    """Cut published versions into passages anew, where another version of the splitter did, and build the index.

    Needed after an upgrade that cuts texts differently; `index check` and the page on health say so. Broken off, it
    goes on where it stopped. Drafts and replies keep the passages that they quote. A file that is read differently by
    now is left as it is: upload it as a new version.

    Example: `civicdesk index recut`
    """
    with opened() as installation, progress_bars() as progress:
        store, clock = installation.store, installation.clock

        def on_record(made: Recut) -> None:
            with store.begin() as work:
                work.passage_use.carry(made.moved)
                data = {"outcome": made.outcome.value}
                work.oversight.audit(
                    SYSTEM, "version_cut_anew", "version", made.version_id, data, clock.now()
                )

        found = installation.knowledge_base.cut_anew(
            on_record, lambda done, total: progress("Cutting versions", done, total)
        )
    said = Counter(one.outcome for one in found)
    say(
        f"Cut anew: {said[RecutOutcome.CUT]}, as before: {said[RecutOutcome.SAME]}, "
        f"left because the file is read differently now: {said[RecutOutcome.LEFT]}."
    )
    for one in found:
        if one.outcome is RecutOutcome.LEFT:
            say(f"Left as it is: {one.version_id}")
    build()


def check(
    index_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="Left out: the one that answers.")
    ] = None,
) -> None:
    """Compare an index version with its files, the database and the settings. Exit code 4 if something is wrong.

    Example: `civicdesk index check`
    """
    with opened() as installation:
        found = installation.knowledge_base.check_index(index_id)
        older = len(installation.knowledge_base.outdated_cuts())
    if older:
        say(f"Versions cut by another splitter: {older}. To cut them anew, run: civicdesk index recut")
    if found.healthy:
        say(f"{found.index_version_id} is sound.")
        return
    for problem, detail in found.problems:
        complain(f"civicdesk: {found.index_version_id or 'index'}: {problem}: {detail}")
    raise typer.Exit(NOT_INTACT)


def rollback(
    index_id: Annotated[str, typer.Argument(metavar="ID", help="As `civicdesk index list` shows it.")],
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why; it goes on record.")],
) -> None:
    """Answer on an earlier state of the whole base. What was withdrawn since stays out.

    Example: `civicdesk index rollback 5f2c… --actor sam --reason "Wrong fees published"`
    """
    with opened() as installation:
        index = installation.desk.policies.roll_back(acting(installation, actor), index_id, reason)
    say(f"{index.id} answers now.")


def list_versions(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Every index version that was ever active, newest first; the one that answers is marked.

    Example: `civicdesk index list`
    """
    with opened() as installation:
        found = installation.knowledge_base.index_versions()
    if as_json:
        say_json([_plain(one) for one in found])
        return
    heads = ("", "id", "created", "versions", "passages", "model")
    say_table(
        heads,
        [
            (
                "answers" if one.active else "",
                one.id,
                f"{one.created_at:%Y-%m-%d %H:%M}",
                str(one.versions),
                str(one.passages),
                one.embedding_model,
            )
            for one in found
        ],
    )


def _plain(index: IndexVersion) -> dict[str, object]:
    return {
        "id": index.id,
        "active": index.active,
        "created_at": index.created_at.isoformat(),
        "activated_at": index.activated_at.isoformat() if index.activated_at else None,
        "versions": index.versions,
        "passages": index.passages,
        "content_hash": index.content_hash,
        "embedding_model": index.embedding_model,
    }


command(app, "build")(build)
command(app, "recut")(recut)
command(app, "check")(check)
command(app, "rollback")(rollback)
command(app, "list")(list_versions)
