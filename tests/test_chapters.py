"""The list of chapters says what the notebooks say."""

import re

import nbformat
import pytest

from dlcourse.chapters import CHAPTERS, CHECK, UnclearError, chapter_meant
from dlcourse.checks.check_file import exercises_of
from tests.conftest import REPOSITORY

NAMES = [chapter.name for chapter in CHAPTERS]


def test_every_chapter_is_listed():
    assert [chapter.name for chapter in CHAPTERS] == sorted(
        path.stem for path in REPOSITORY.glob("notebooks/*/*.ipynb")
    )


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_title_time_and_points_are_the_notebooks(chapter):
    path = REPOSITORY / "notebooks" / chapter.name / f"{chapter.name}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].source.splitlines()[0] == f"# {chapter.number} · {chapter.title}"
    assert re.search(r"\*\*Time:\*\* about (\d+) minutes", cells[0].source)[1] == str(chapter.minutes)
    assert sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in cells) == chapter.points


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_the_checks_are_those_of_the_notebook(chapter):
    path = REPOSITORY / "notebooks" / chapter.name / f"{chapter.name}.ipynb"
    names = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in nbformat.read(path, as_version=4).cells]
    checks = [name.removeprefix(CHECK) for name in names if name.startswith(CHECK)]
    assert sorted(checks) == sorted(exercises_of(chapter.name))


@pytest.mark.parametrize(
    "text", ["01_perceptron", "01", "1", "01_perceptron/", "submitted/ada/01_perceptron", "01_Perceptron", "perceptron",
             "01_perc", "notebooks/01_perceptron/01_perceptron.ipynb", "notebooks\\01_perceptron\\"],
)  # fmt: skip
def test_a_chapter_is_known_by_its_number_its_folder_and_the_start_of_its_name(text):
    assert chapter_meant(text, NAMES) == "01_perceptron"


def test_what_may_mean_several_chapters_or_is_only_close_is_an_error_that_names_them():
    with pytest.raises(UnclearError, match="Did you mean 01_perceptron or 02_backpropagation or 03_optimizers"):
        chapter_meant("0", NAMES)
    with pytest.raises(UnclearError, match=r"there is no chapter 01_perzeptron\. Did you mean 01_perceptron"):
        chapter_meant("01_perzeptron", NAMES)
    assert chapter_meant("my_own", NAMES) == "my_own"
    assert chapter_meant("01", [*NAMES, "01"]) == "01"  # an assignment that has just this name
