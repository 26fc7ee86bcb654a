"""A clone in any folder gives each submission the same points, and `dlcourse check` agrees."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from dlcourse.grading.jail.zygote_client import retire_all
from tests.places.clones import CHAPTERS, borrow_environment, link_environment, link_package, make_course, start

pytestmark = pytest.mark.slow

STUDENTS = ("perfect", "untouched")
# (chapter, student) → points from `dlcourse grade`
GRADED = {
    (chapter, student): CHAPTERS[chapter][1] * (student == "perfect") for chapter in CHAPTERS for student in STUDENTS
}
# and from `dlcourse check`; it takes seconds, so only one untouched chapter is checked
CHECKED = {about: points for about, points in GRADED.items() if about != ("04_keras", "untouched")}


@pytest.fixture(scope="module")
def original():
    """The course with a gradebook that contains both chapters. Tests copy it, because making it is slow."""
    folder = Path(tempfile.mkdtemp(prefix="places-"))
    course, environment = folder / "dlcourse", folder / "dlcourse" / ".venv"
    make_course(course)
    link_package(course)
    borrow_environment(environment)
    for chapter in CHAPTERS:
        done(
            start(
                course, environment, "-m", "nbgrader", "generate_assignment", chapter, "--force", PYTHONPATH=str(course)
            )
        )
    yield course
    shutil.rmtree(folder)


@pytest.fixture
def folder():
    """A folder with a short path, for clones."""
    folder = Path(tempfile.mkdtemp(prefix="places-"))
    (folder / "tmp").mkdir()
    yield folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "tmp"))
        retire_all()
    shutil.rmtree(folder)


def clone(original: Path, checkout: Path) -> None:
    ignore = shutil.ignore_patterns(".venv", "dlcourse")
    shutil.copytree(original, checkout, ignore=ignore)
    link_package(checkout)


def done(process) -> str:
    """Wait for a command, and give its output; its exit code must be 0 or 1."""
    output, errors = process.communicate(timeout=300)
    assert process.returncode in (0, 1), output + errors
    return output


def check_points(checkout: Path, environment: Path, folder: Path, **variables: str) -> None:
    """Grade and check all submissions in a clone at the same time: each gets exactly its points."""
    variables["TMPDIR"] = str(folder / "tmp")  # for its own zygotes
    checks = {
        (chapter, student): start(
            checkout, environment, "check", f"submitted/{student}/{chapter}/{chapter}.ipynb", "--json", **variables
        )
        for chapter, student in CHECKED
    }
    for chapter in CHAPTERS:
        done(start(checkout, environment, "grade", chapter, **variables))
    records = {about: checkout / "autograded" / about[1] / about[0] / ".dlcourse.json" for about in GRADED}
    graded = {about: json.loads(path.read_text(encoding="utf-8")) for about, path in records.items()}
    assert {about: sum(record["points"].values()) for about, record in graded.items()} == GRADED, graded
    assert {about: json.loads(done(check))["earned"] for about, check in checks.items()} == CHECKED


def test_a_clone_as_the_readme_makes_it(original, folder):
    clone(original, folder / "dlcourse")
    link_environment(folder / "dlcourse" / ".venv")
    check_points(folder / "dlcourse", folder / "dlcourse" / ".venv", folder)


@pytest.mark.parametrize("name", ["tensorflow/keras", "내 강의 (봄)/dlcourse", "long"])
def test_a_clone_in_a_folder_of_any_name(original, folder, name):
    checkout = folder / (name if name != "long" else "/".join(["long path " * 8, "x" * 200])[: 180 - len(str(folder))])
    clone(original, checkout)
    borrow_environment(checkout / ".venv")
    check_points(checkout, checkout / ".venv", folder, PYTHONPATH=str(checkout))


def test_a_clone_behind_a_link(original, folder):
    clone(original, folder / "real" / "dlcourse")
    borrow_environment(folder / "real" / "dlcourse" / ".venv")
    (folder / "link").symlink_to("real")
    checkout = folder / "link" / "dlcourse"
    check_points(checkout, checkout / ".venv", folder, PYTHONPATH=str(checkout))


def test_a_clone_with_an_environment_behind_a_link(original, folder):
    clone(original, folder / "course")
    borrow_environment(folder / "environments" / "ipython")
    (folder / "course" / ".venv").symlink_to(folder / "environments" / "ipython")
    check_points(folder / "course", folder / "course" / ".venv", folder, PYTHONPATH=str(folder / "course"))
