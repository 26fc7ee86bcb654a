"""The list of chapters says what the notebooks say."""

import re

import nbformat
import pytest

from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY


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
