"""File -> blocks and one canonical text. Uploads are hostile: they are parsed in a limited process of their own."""

from knowledge_base.parsing.blocks import Block, BlockKind, ParsedDocument
from knowledge_base.parsing.malware_scan import MalwareScan
from knowledge_base.parsing.process import ParserProcess
from knowledge_base.parsing.refusals import RefusalReason
from knowledge_base.parsing.warning_kinds import QUARANTINING, ParseWarning, WarningKind

__all__ = [
    "QUARANTINING",
    "Block",
    "BlockKind",
    "MalwareScan",
    "ParseWarning",
    "ParsedDocument",
    "ParserProcess",
    "RefusalReason",
    "WarningKind",
]
