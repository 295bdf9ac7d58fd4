"""Words that say a text is about drugs, timber or a seizure: the ground on which a mass in it is a quantity.

Sources: names from `vocab.substances` and `vocab.timber`; the rest is the usage of police releases, not checked against
a list. Left out is what says something else as often: ยา (medicine), ยาเค (begins ยาเคมี, chemicals), ice, to arrest.
"""

import re

from spean.vocab.substances import text_names
from spean.vocab.timber import timber_names

_ENGLISH = (
    r"seiz(?:ed|es|e|ure|ures|ing)|confiscat\w+|narcotics?|drugs|drug\s(?:traffick\w+|smuggl\w+|mules?|dealers?|"
    r"gangs?)|"
    r"smuggl\w+|contraband|illegal\slogging|timber|sawn\swood|logs"
)
_THAI = (
    "ยาเสพติด", "สารเสพติด", "ของกลาง", "ตรวจยึด", "ยึดได้", "จับยึด", "ยึดยา", "ลักลอบ", "ซุกซ่อน", "ลำเลียงยา", "ค้ายา",
    "ไม้แปรรูป", "ไม้ซุง", "ไม้ท่อน", "ไม้หวงห้าม", "ไม้เถื่อน", "ตัดไม้", "ยาอี(?!ก)",
)  # fmt: skip
_KHMER = (
    "គ្រឿងញៀន", "ថ្នាំញៀន", "សារធាតុញៀន", "រឹបអូស", "ដកហូត", "វត្ថុតាង", "បង្ក្រាប", "ជួញដូរ", "រត់ពន្ធ", "ឈើប្រណិត",
    "ឈើខុសច្បាប់", "កាប់ឈើ", "ឈើមូល", "ឈើអារ",
)  # fmt: skip


def _pattern() -> re.Pattern[str]:
    names = [*text_names(), *timber_names()]
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    local = "|".join([*(re.escape(name) for name in names if not name.isascii()), *_THAI, *_KHMER])
    return re.compile(rf"(?<![a-z])(?:{_ENGLISH}|{latin})(?![a-z])|{local}")


_ABOUT_SEIZURE = _pattern()


def is_about_seizure(plain: str) -> bool:
    """Says whether a piece of folded, lower-case text holds such a word."""
    return _ABOUT_SEIZURE.search(plain) is not None
