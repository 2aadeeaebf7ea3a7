"""What the check for contradictions inside one document finds among the sample policies."""

from __future__ import annotations

from assistant.evaluation.one_document import measured, sections


def test_no_sample_policy_contradicts_itself_and_most_changed_figures_are_found() -> None:
    """S-05: no false alarm among passages as they stand; three of four changed numbers found under the same heading."""
    found, made = measured()
    for language in ("en", "zh"):
        assert made[f"{language} passages as they stand"] > 100
        assert found[f"{language} passages as they stand"] == 0
        changed = f"{language} number under same heading"
        assert found[changed] >= 0.75 * made[changed] > 100


def test_a_policy_is_cut_at_its_headings() -> None:
    """Each part knows the headings over it, the last part too."""
    cut = list(sections("# A\none\n## B\ntwo\n# C\nthree"))
    assert [(one.headings, one.text) for one in cut] == [
        (("A",), "one"),
        (("A", "B"), "two"),
        (("C",), "three"),
    ]
