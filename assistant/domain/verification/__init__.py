"""Checks a draft against its sources by code alone: quotes, figures, negation, support, omissions, conflicts."""

from assistant.domain.verification.checks import CHECKER, verify

__all__ = ["CHECKER", "verify"]
