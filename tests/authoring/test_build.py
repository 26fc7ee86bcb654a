"""Building a chapter: whole or not at all, the same every time, and only when something has changed."""

import shutil

import pytest

from dlcourse.authoring.build import build_chapter
from dlcourse.authoring.source import AuthorError
from dlcourse.course import NoCourseError
from tests.support.chapters.small import CHAPTER, SOURCE


@pytest.fixture
def course(tmp_path, repository):
    """A course with one small chapter."""
    shutil.copy(repository / "nbgrader_config.py", tmp_path)
    (tmp_path / "solutions" / CHAPTER).mkdir(parents=True)
    write(tmp_path, SOURCE)
    return tmp_path


def write(course, source):
    (course / "solutions" / CHAPTER / f"{CHAPTER}.py").write_text(source, encoding="utf-8")


def files(course):
    """Every file of the course and what is in it."""
    return {path.relative_to(course): path.read_bytes() for path in sorted(course.rglob("*")) if path.is_file()}


def test_a_build_gives_the_solution_and_the_student_notebook_and_nothing_else(course):
    before = set(files(course))
    assert build_chapter(course, CHAPTER)
    made = {str(path) for path in set(files(course)) - before}
    assert made == {
        f"solutions/{CHAPTER}/{CHAPTER}.ipynb",
        f"solutions/{CHAPTER}/.built_from",
        f"notebooks/{CHAPTER}/{CHAPTER}.ipynb",
    }


def test_building_twice_changes_no_byte(course):
    build_chapter(course, CHAPTER)
    first = files(course)
    assert build_chapter(course, CHAPTER, force=True)
    assert files(course) == first


def test_an_unchanged_chapter_is_skipped_and_a_changed_one_is_not(course):
    build_chapter(course, CHAPTER)
    assert not build_chapter(course, CHAPTER)
    write(course, SOURCE.replace("the end", "The end"))
    assert build_chapter(course, CHAPTER)


def test_cell_ids_survive_a_move(course):
    import nbformat

    def ids():
        cells = nbformat.read(course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb", 4).cells
        return {cell.source: cell.id for cell in cells}

    build_chapter(course, CHAPTER)
    before = ids()
    write(course, SOURCE.replace("# %% tags", "# %% [markdown]\n# New.\n\n# %% tags", 1))
    build_chapter(course, CHAPTER)
    after = ids()
    assert {source: after[source] for source in before} == before


FAILURES = {
    "raises": ('print("the end")', "1 / 0", "cell 4 (line 16): raised ZeroDivisionError: division by zero"),
    "writes to stderr": (
        'print("the end")',
        "import sys\nsys.stderr.write('oops')",
        "cell 4 (line 16): writes to stderr",
    ),
    "kills its kernel": ('print("the end")', "import os\nos._exit(1)", "the kernel died"),
    "a solution that is wrong": ("** 2).mean()", "** 2).sum()", "the solution does not earn its 20 points"),
}


@pytest.mark.parametrize(("old", "new", "says"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failing_build_names_the_cell_and_leaves_everything_as_it_was(course, old, new, says):
    build_chapter(course, CHAPTER)
    write(course, SOURCE.replace(old, new))
    before = files(course)
    with pytest.raises(AuthorError) as caught:
        build_chapter(course, CHAPTER)
    assert says in str(caught.value)
    assert files(course) == before


def test_a_folder_without_the_configuration_is_not_the_course(course):
    (course / "nbgrader_config.py").unlink()
    with pytest.raises(NoCourseError, match="not the course's folder"):
        build_chapter(course, CHAPTER)
