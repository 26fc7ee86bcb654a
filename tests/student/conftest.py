"""The wheel that students get, built once."""

import pytest

from tests.support.wheel import build, sources


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run = build(sources(folder), folder / "dist")
    assert run.returncode == 0, run.stderr
    (path,) = (folder / "dist").glob("*.whl")
    return path
