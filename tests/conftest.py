"""What every test may use: a store of its own, and the shared samples where they are given."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure, so no deadlines. CI draws the same examples each time; elsewhere chance does.
settings.register_profile(
    "bilateral",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bilateral")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_store_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the store of whoever runs it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('default-store')}/bilateral.sqlite"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", url)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of shared samples; tests that need it skip where BILATERAL_SAMPLES names none."""
    folder = os.environ.get("BILATERAL_SAMPLES", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BILATERAL_SAMPLES names no folder")
    return Path(folder)
