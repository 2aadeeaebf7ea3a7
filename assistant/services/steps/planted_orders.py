"""Claims that speak to a machine instead of to a citizen: somebody planted them in a document (X-01)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.answers import Draft, Finding
from assistant.domain.reasons import Reason
from knowledge_base.parsing.encoded_text import find_encoded
from knowledge_base.parsing.instructions import find_instructions

PLANTED = "reads like an instruction to a language model"
"""Detail of the finding. A quote that stands in its source word for word passes every other check."""


def planted_orders(draft: Draft) -> Iterator[Finding]:
    """A finding for each claim that, or a quote of which, reads like an order to a machine or is encoded text.

    Uploads are held back for the same signs, until people let them through as text to be read; that is no leave to
    answer with them.
    """
    for index, claim in enumerate(draft.claims):
        said = {claim.text, *(quote.text for quote in claim.quotes)}  # an extract is its own quote
        if any(map(_to_a_machine, said)):
            yield Finding(Reason.UNSUPPORTED_CLAIM, index, 0, len(claim.text), PLANTED)


def _to_a_machine(text: str) -> bool:
    return bool(find_instructions(text)) or any(True for _ in find_encoded(text))
