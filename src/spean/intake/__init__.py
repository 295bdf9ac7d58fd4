"""Intake: bytes → rows → Reports. No database, no evidence store; what can't be read is rejected, never lost."""

from spean.intake.records import ColumnMapping, HeaderMatch, Intake, IntakeOptions, Original
from spean.intake.rejects import write_rejects
from spean.intake.take import batch_name, take_in

__all__ = [
    "ColumnMapping",
    "HeaderMatch",
    "Intake",
    "IntakeOptions",
    "Original",
    "batch_name",
    "take_in",
    "write_rejects",
]
