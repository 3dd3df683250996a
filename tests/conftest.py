"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real samples, or skip: the project stands alone without it."""
    folder = Path(os.environ.get("SANCTIONS_WATCH_REAL_DATA") or ROOT / "../shared/data")
    if not folder.is_dir():
        pytest.skip(f"no real samples at {folder} (set SANCTIONS_WATCH_REAL_DATA)")
    return folder
