"""What every test may rely on. Browser tests drive the Chromium that `dev.find_chromium` finds."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import dev

# A busy machine must not fail a test: nothing here is judged by the clock. The same examples
# are tried each time, so that a failure is one that anyone can see again.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

CHROMIUM = dev.find_chromium()
# No sandbox: containers seldom allow it. The rest keeps Chromium from calling home.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_OPTIONS}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if CHROMIUM or not item.get_closest_marker("browser"):
        return
    if dev.in_ci():
        pytest.fail(dev.NO_CHROMIUM, pytrace=False)
    pytest.skip(dev.NO_CHROMIUM)
