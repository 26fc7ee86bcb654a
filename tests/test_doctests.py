"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

from dlcourse import data, environments, nn, recommend, text


def modules():
    """Every module of the five packages, by name."""
    for package in (data, environments, nn, recommend, text):
        yield package.__name__
        yield from (m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


@pytest.mark.parametrize("name", list(modules()))
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
