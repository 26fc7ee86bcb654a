"""What every test shares."""

import os
import sys
from pathlib import Path

import pytest

# Two tests run at a time: with a thread each they do not fight over the cores, and all take half as long.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ.setdefault(threads, "1")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# nbgrader calls programs of this environment by name.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

pytest_plugins = [
    "tests.support.programs",  # what is skipped where a program of the system is missing
    "tests.support.scheduling",  # which worker runs which test
]
REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top of the checkout under test."""
    return REPOSITORY


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    from tests.support.programs import chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The zygotes, which would wait ten minutes for the next caller, end with the tests."""
    here = not hasattr(session.config, "workerinput")  # that is, in the process that started the others
    if here and sys.platform == "linux":
        from dlcourse.grading.jail.zygote_client import retire_all

        retire_all()
