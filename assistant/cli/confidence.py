"""`civicdesk confidence`: what the score goes by, fitting it to the office's own decisions, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.adapters.confidence_file import (
    NONE_IN_FORCE,
    Adjustments,
    read_adjustments,
    shipped_weights,
    write_adjustments,
)
from assistant.cli.commands import command, group
from assistant.cli.exit_codes import FAILED
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import complain, say, say_table
from assistant.domain.errors import Forbidden
from assistant.domain.staff import Right, Staff
from assistant.services.oversight import checked_reason

if TYPE_CHECKING:
    from assistant.bootstrap import Installation
    from assistant.evaluation.confidence_refit import Refit, Shortage

app = group(
    "See what the confidence score goes by, and fit it to the office's own decisions. Any change makes the pipeline "
    "another one: every certificate is void until it is earned anew."
)

Reason = Annotated[str, typer.Option(help="Why; it goes on record.")]
Yes = Annotated[
    bool,
    typer.Option("--yes", help="Do it. Left out: only what would be done is shown, and nothing changes."),
]

VOID = (
    "Every certificate is void from the next start on, until labels of the changed pipeline carry a new one."
)


def show() -> None:
    """Which weights are in force, and the versions there are.

    Example: `civicdesk confidence show`
    """
    with opened() as installation:
        known = read_adjustments(installation.settings.data_dir)
    current = known.current()
    say("In force: the weights that come with the product." if current is None else _said(known))
    if known.in_force != NONE_IN_FORCE and current is None:
        complain("civicdesk: the version chosen was learned for an earlier product, so it does not count.")
    rows = [
        (str(one.version), f"{one.fitted_at:%Y-%m-%d %H:%M}", str(one.rows), str(one.right))
        for one in known.versions
    ]
    if rows:
        say_table(("version", "fitted (UTC)", "decisions", "right"), rows)


def refit(actor: Actor, reason: Reason, yes: Yes = False) -> None:
    """Learn from decided cases and blind labels: approved unchanged was right, rewritten or set aside was wrong.

    Shows log loss, AUROC and calibration before and after, each measured on decisions that were not learned from, and
    refuses where there are too few (exit code 1) or where nothing would get better.

    Example: `civicdesk confidence refit --actor sam --reason "First half-year" --yes`
    """
    from assistant.evaluation import confidence_refit
    from assistant.services.decided_answers import decided_answers

    with opened() as installation:
        staff, said = _allowed(installation, actor), checked_reason(reason)
        data_dir = installation.settings.data_dir
        known = read_adjustments(data_dir)
        decided = decided_answers(installation.store)
        if missing := confidence_refit.shortage(decided):
            _complain_shortage(missing)
            raise typer.Exit(FAILED)
        version = max((one.version for one in known.versions), default=NONE_IN_FORCE) + 1
        now = installation.clock.now()
        try:
            found = confidence_refit.refit(decided, version, shipped_weights(), now)
        except ValueError as error:
            complain(f"civicdesk: nothing was changed: {error}.")
            raise typer.Exit(FAILED) from None
        blind = sum(one.blind for one in decided)
        earlier = sum(one.pipeline_hash != installation.pipeline_hash for one in decided)
        say(f"{len(decided)} answers, {blind} of them blindly labelled, {earlier} of earlier pipelines.")
        _compare(found)
        if not found.better:
            complain("civicdesk: nothing was changed: the score would not fit decisions better than it does.")
            raise typer.Exit(FAILED)
        _require_yes(yes)
        changed = Adjustments(version, (*known.versions, found.adjustment))
        _put_in_force(installation, staff, said, changed, "confidence_refitted")
    say(f"Version {version} was written. Restart the service to put it in force.")


def undo(actor: Actor, reason: Reason, yes: Yes = False) -> None:
    """Go back to the version before, in the end to the weights that come with the product.

    Example: `civicdesk confidence undo --actor sam --reason "Too sure about waste" --yes`
    """
    with opened() as installation:
        staff, said = _allowed(installation, actor), checked_reason(reason)
        known = read_adjustments(installation.settings.data_dir)
        if known.in_force == NONE_IN_FORCE:
            complain("civicdesk: nothing to undo: the weights that come with the product are in force.")
            raise typer.Exit(FAILED)
        earlier = [one.version for one in known.versions if one.version < known.in_force]
        back = max(earlier, default=NONE_IN_FORCE)
        say(f"Back from version {known.in_force} to {_named(back)}.")
        _require_yes(yes)
        _put_in_force(installation, staff, said, replace(known, in_force=back), "confidence_undone")
    say("Done. Restart the service to put it in force.")


def _allowed(installation: Installation, actor: str) -> Staff:
    staff = acting(installation, actor)
    # Whoever voids certificates must be somebody who may sign them, for every department.
    if not staff.may(Right.SIGN_CERTIFICATES, None):
        raise Forbidden("You may not change what certificates stand on.")
    return staff


def _put_in_force(
    installation: Installation, staff: Staff, said: str, changed: Adjustments, action: str
) -> None:
    """On record before it counts: a change without an entry would be one that nobody made."""
    data = {"version": str(changed.in_force), "confidence": changed.fingerprint(), "reason": said}
    with installation.store.begin() as work:
        work.oversight.audit(
            staff.id, action, "confidence", str(changed.in_force), data, installation.clock.now()
        )
    write_adjustments(installation.settings.data_dir, changed)


def _require_yes(yes: bool) -> None:
    say(VOID)
    if not yes:
        say("Nothing was changed. Say --yes to do it.")
        raise typer.Exit


def _compare(found: Refit) -> None:
    rows = [
        (name, f"{before:.3f}", f"{after:.3f}")
        for name, before, after in (
            ("log loss", found.before.log_loss, found.after.log_loss),
            ("AUROC", found.before.auroc, found.after.auroc),
            ("calibration error", found.before.ece, found.after.ece),
        )
    ]
    say_table(("on decisions not learned from", "before", "after"), rows)


def _complain_shortage(missing: Shortage) -> None:
    from assistant.evaluation.confidence_refit import FEWEST, FEWEST_OF_A_KIND

    complain(
        f"civicdesk: too few to learn from: {missing.rows} judged answers ({missing.right} right, {missing.wrong} "
        f"wrong); it takes {FEWEST}, with {FEWEST_OF_A_KIND} right and {FEWEST_OF_A_KIND} wrong ones at least."
    )


def _said(known: Adjustments) -> str:
    return f"In force: version {known.in_force}."


def _named(version: int) -> str:
    return f"version {version}" if version != NONE_IN_FORCE else "the weights that come with the product"


command(app, "show")(show)
command(app, "refit")(refit)
command(app, "undo")(undo)
