"""The version stands in pyproject.toml; what else names it says the same."""

import re
import tomllib

import pytest

from tests.conftest import REPOSITORY

VERSION = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_a_version_is_a_year_and_a_number():
    assert re.fullmatch(r"20\d\d\.[1-9]\d*", VERSION)


def test_the_changelog_begins_with_this_version():
    versions = re.findall(r"^## (\S+)", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert versions[0] == VERSION


@pytest.mark.parametrize("name", ["Dockerfile", "dask.yaml", "values.yaml"])
def test_kubernetes_starts_the_image_of_this_version(name):
    named = re.findall(r"\b(?:dlcourse:|tag: \"?)([\d.]+)", read(f"deploy/kubernetes/{name}"))
    assert set(named) == {VERSION}
