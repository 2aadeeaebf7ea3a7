"""`civicdesk screening`: rules and try-outs to read, changes by people."""

from __future__ import annotations

from tests.cli.office import Command

WHY = ("--reason", "Seen in cases")


def test_a_message_is_tried_out(civicdesk: Command) -> None:
    """Rule, words and contacts; nothing fires on an ordinary question."""
    result = civicdesk("screening", "try", "en", "I want to kill myself")
    assert result.exit_code == 0, result.output
    assert "crisis/suicidal-thoughts" in result.output
    assert "shown at once: Crisis line of the town: 0555 100 111" in result.output
    assert "No rule fires." in civicdesk("screening", "try", "zh", "图书馆几点开门？").output


def test_a_phrase_is_in_force_for_the_next_command(civicdesk: Command) -> None:
    """Added by one person; it is listed among the rules and fires."""
    added = civicdesk("screening", "phrase", "complaint", "en", "zilch service", "--actor", "edith", *WHY)
    assert added.exit_code == 0, added.output
    assert ": in_force" in added.output
    assert "fires on  zilch service" in civicdesk("screening", "rules", "en").output
    fired = civicdesk.json("screening", "try", "en", "This is zilch service")["fired"]
    assert [(one["reason"], one["words"]) for one in fired] == [("complaint", ["zilch service"])]


def test_an_exception_takes_two_people(civicdesk: Command) -> None:
    """Proposed by Edith, refused from Edith, confirmed by Sam, and then taken back by one of them."""
    stated = civicdesk(
        "screening", "exception", "complaint/complaint", "en", "complaints box", "--actor", "edith", *WHY
    )
    assert "proposed (a second person must confirm it)" in stated.output
    change = stated.output.partition(":")[0]
    own = civicdesk("screening", "confirm", change, "--actor", "edith", *WHY)
    assert own.exit_code != 0
    assert "Someone else must confirm" in own.output
    assert ": in_force" in civicdesk("screening", "confirm", change, "--actor", "sam", *WHY).output
    fired = civicdesk.json("screening", "try", "en", "Where is the complaints box?")["fired"]
    assert [one["reason"] for one in fired] == ["no_certificate"]
    assert ": in_force" in civicdesk("screening", "undo", change, "--actor", "sam", *WHY).output
    assert change in civicdesk("screening", "changes").output


def test_a_change_that_breaks_a_test_message_is_refused(civicdesk: Command) -> None:
    """With the message it would break; the set holds before and after."""
    refused = civicdesk("screening", "phrase", "complaint", "en", "weed killer", "--actor", "edith", *WHY)
    assert refused.exit_code != 0
    assert "Which weed killer may I use on the pavement?" in refused.output
    assert civicdesk("screening", "messages").exit_code == 0


def test_who_lacks_the_right_changes_nothing(civicdesk: Command) -> None:
    """A caseworker of one department is refused."""
    refused = civicdesk("screening", "phrase", "complaint", "en", "zilch", "--actor", "hanna", *WHY)
    assert refused.exit_code != 0
    assert "may not change" in refused.output
