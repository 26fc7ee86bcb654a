"""requirements.txt is the full lock of pyproject.toml, and the environment is what it says."""

import itertools
import re
import tomllib
from importlib import metadata

from packaging.dependency_groups import resolve_dependency_groups
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import REPOSITORY


def lock() -> dict[str, Requirement]:
    """The lock's lines that apply to this system, by name."""
    lines = (REPOSITORY / "requirements.txt").read_text().splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    here = [requirement for requirement in requirements if not requirement.marker or requirement.marker.evaluate()]
    assert len({canonicalize_name(requirement.name) for requirement in here}) == len(here)
    return {canonicalize_name(requirement.name): requirement for requirement in here}


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for: the course, its extras and every dependency group."""
    read = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    project, groups = read["project"], read["dependency-groups"]
    extras = itertools.chain.from_iterable(project["optional-dependencies"].values())
    lines = [*project["dependencies"], *extras, *resolve_dependency_groups(groups, *groups)]
    return [Requirement(line) for line in lines]


def pin(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return specifier.version


def test_every_line_of_the_lock_is_a_pin():
    lines = [line for line in (REPOSITORY / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.match(r"[A-Za-z0-9._-]+==[^ ]+( ;.*)?$", line) for line in lines)


def test_the_lock_meets_every_range():
    pins = lock()
    for requirement in wanted():
        version = pin(pins[canonicalize_name(requirement.name)])
        assert requirement.specifier.contains(version), f"{requirement}: the lock has {version}; run `make lock`."


def test_the_lock_holds_all_that_is_needed_and_nothing_else():
    needed: set[str] = set()
    todo = wanted()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not any(
            requirement.marker.evaluate({"extra": extra}) for extra in requirement.extras | {""}
        ):
            continue
        if name not in needed or requirement.extras:
            needed.add(name)
            for line in metadata.requires(name) or []:
                inner = Requirement(line)
                extras = requirement.extras | {""}
                if not inner.marker or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                    inner.marker = None
                    todo.append(inner)
    assert needed == set(lock()), "pyproject.toml and requirements.txt disagree; run `make lock`."


def test_this_environment_is_the_locked_one():
    for name, requirement in lock().items():
        assert metadata.version(name) == pin(requirement), f"{name}: run `make`, which follows the lock."


def test_a_wheel_asks_its_users_for_nothing_that_only_developers_need():
    assert metadata.metadata("dlcourse").get_all("Provides-Extra") == ["cluster", "postgresql"]


def test_there_is_one_keras():
    assert [name for name in lock() if "keras" in name] == ["keras"]


def test_every_dependency_is_justified_in_one_line():
    text = (REPOSITORY / "docs" / "dependencies.md").read_text()
    for requirement in wanted():
        assert re.search(rf"^\| `?{re.escape(requirement.name)}`? \|", text, flags=re.MULTILINE), requirement.name


def test_the_page_of_dependencies_names_the_group_of_each():
    text = (REPOSITORY / "docs" / "dependencies.md").read_text()
    groups = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["dependency-groups"]
    for group, lines in groups.items():
        for requirement in (Requirement(line) for line in lines if isinstance(line, str)):
            assert f"\n| {requirement.name} | {group} |" in text, requirement.name
