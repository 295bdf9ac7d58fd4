"""What is typed from a picture or scan, beside it: phones and account numbers twice, and they must agree.

A wrong digit freezes a stranger's account. So a row is taken only if both typings give the same phones and accounts,
in their columns and in the text; a row without any needs to be typed once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from spean.errors import WrongUsage
from spean.indicators.extract import extract_report
from spean.intake.records import ColumnMapping, HeaderMatch, Intake
from spean.intake.reports import DIGIT_COLUMNS
from spean.model import Kind, Reject, Report

#: Formats in which paper comes.
PAPER = frozenset({"jpg", "png", "pdf"})
MOST_TYPINGS = 2
_TWICE = DIGIT_COLUMNS - {"report_id"}
_KINDS = frozenset({Kind.PHONE, Kind.BANK_ACCOUNT, Kind.PROMPTPAY})
_CODE = "row.typed"
_FIX = "read the picture again, and type the row alike in both files"


def beside(paper: Intake, typings: Sequence[Intake], region: str | None) -> Intake:
    """Adds the rows typed to what the picture itself gave.

    Args:
        paper: the picture or scan.
        typings: one or two tables, the rows in the same order.
        region: of local numbers.

    Raises:
        WrongUsage: the file is no picture or scan, or it was typed more than twice.
    """
    if paper.format not in PAPER:
        raise WrongUsage("only a picture or a PDF is typed in", remedy="take the table in by itself")
    if len(typings) > MOST_TYPINGS:
        raise WrongUsage("a paper is typed once or twice", remedy="give --typed at most twice")
    first, *others = typings
    reports, rejects = list(paper.reports), [*paper.rejects, *first.rejects]
    for row, again in _pairs(first, others[0] if others else None):
        reason = _difference(row, again, region)
        if reason:
            rejects.append(Reject(row.line, _CODE, reason, _FIX, _cells(row, first.mapping)))
        else:
            reports.append(row)
    mapping = ColumnMapping((*paper.mapping.matches, *_marked(typings)))
    return replace(
        paper,
        mapping=mapping,
        reports=reports,
        rejects=rejects,
        duplicates=paper.duplicates + first.duplicates,
        warnings=[*_spoken(paper), *(warning for typing in typings for warning in typing.warnings)],
    )


def _spoken(paper: Intake) -> list[str]:
    """The picture's warnings without the advice to type it in, which was followed."""
    return [warning for warning in paper.warnings if "--typed" not in warning]


def _marked(typings: Sequence[Intake]) -> Iterator[HeaderMatch]:
    """The typed columns, under the hash of their file: another typing is another batch."""
    for typing in typings:
        for match in typing.mapping.matches:
            yield replace(match, sheet=f"typed {typing.sha256[:16]}")


def _pairs(first: Intake, second: Intake | None) -> Iterator[tuple[Report, Report | None]]:
    """Each report of the first typing with the row in the same place of the second, where there is one."""
    for row, again in zip_longest(_rows(first), _rows(second) if second else []):
        if isinstance(row, Report):
            yield row, again if isinstance(again, Report) else None


def _rows(typing: Intake) -> list[Report | Reject]:
    return sorted((*typing.reports, *typing.rejects), key=lambda row: row.line)


def _difference(row: Report, again: Report | None, region: str | None) -> str | None:
    wanted = _numbers(row, region)
    if again is None:
        return "a phone or account number was typed once only" if wanted else None
    return None if wanted == _numbers(again, region) else "the two typings of a phone or account number differ"


def _numbers(row: Report, region: str | None) -> set[tuple[str, str]]:
    """Every phone and account of a row: digits by column, and what the text gives."""
    by_column = {(column, _digits(row.columns[column])) for column in _TWICE & row.columns.keys()}
    found = {
        (mention.kind.value, mention.value) for mention in extract_report(row, region=region) if mention.kind in _KINDS
    }
    return by_column | found


def _digits(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _cells(row: Report, mapping: ColumnMapping) -> dict[str, str]:
    named = {
        match.header: row.columns[match.column]
        for match in mapping.matches
        if match.column and match.column in row.columns
    }
    return named | dict(row.extra)
