import random
from pathlib import Path

import pytest

_WORDS = {
    "work": ("รับสมัคร", "งานออนไลน์", "รายได้", "วันละ", "ทำที่บ้าน", "salary", "job"),
    "loan": ("ยื่นกู้", "สินเชื่อ", "วงเงิน", "อนุมัติ", "ดอกเบี้ย", "loan", "credit"),
    "none": ("นัดหมอ", "ประชุม", "กินข้าว", "พรุ่งนี้", "ขอบคุณ", "lunch", "meeting"),
}


def made_up(names: tuple[str, ...], each: int = 40) -> list[tuple[str, str]]:
    """Labelled texts, made up: words of their label, and of another one here and there."""
    rng = random.Random(5)
    rows = []
    for name in names:
        for _ in range(each):
            others = [word for other in names if other != name for word in _WORDS[other]]
            words = [*rng.choices(_WORDS[name], k=4), rng.choice(others)]
            rng.shuffle(words)
            rows.append((name, " ".join(words)))
    return rows


@pytest.fixture
def labels_file(tmp_path: Path) -> Path:
    path = tmp_path / "labels.txt"
    path.write_text("".join(f"{label}|{text}\n" for label, text in made_up(("work", "loan", "none"))), encoding="utf-8")
    return path


@pytest.fixture
def two_labels_file(tmp_path: Path) -> Path:
    path = tmp_path / "two.txt"
    path.write_text("".join(f"{label}|{text}\n" for label, text in made_up(("work", "loan"))), encoding="utf-8")
    return path
