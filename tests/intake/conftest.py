"""One way to take bytes in, for all intake tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spean.intake import Intake, IntakeOptions, take_in

Taker = Callable[..., Intake]


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture
def take(tmp_path: Path, scratch: Path) -> Taker:
    def taken(content: bytes | str, name: str = "reports.csv", **options: object) -> Intake:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = {"zone": "Asia/Bangkok", "region": "TH", "name": name, **options}
        return take_in(path, IntakeOptions(**chosen), scratch)[0].intake  # type: ignore[arg-type]  # keyword bag

    return taken
