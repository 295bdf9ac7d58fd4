"""Reports by type of scam: the sender's word first, then the narrative's, and what neither says is counted too."""

from typing import Any

from spean.node import scam_types
from spean.node.scam_types import count

REPORTS_CSV = """\
report_id,narrative,suspect_phone,typology
A-1,He said he was a police officer,081-234-5678,Romance scam
A-2,Offered a quick loan and took a guarantee fee,081-234-5678,
A-3,Called me,081-234-5678,
A-4,Offered a quick loan,081-234-5678,something else
A-5,,081-234-5679,
"""


def test_counts_add_up_to_all_reports(any_th: Any) -> None:
    any_th.take(REPORTS_CSV)
    found = scam_types.counts(any_th.node, any_th.officer)
    assert (dict(found.stated), dict(found.by_words)) == ({"romance": 1}, {"loan": 1})
    assert (found.reports, found.stated_otherwise, found.not_typed, found.no_narrative) == (5, 1, 1, 1)


def test_nothing_is_nothing() -> None:
    found = count([])
    assert (found.reports, dict(found.stated), dict(found.by_words)) == (0, {}, {})
    assert count([("  ", "  "), (None, None)]).no_narrative == 2
