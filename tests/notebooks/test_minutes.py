"""A chapter says how long each section and exercise takes, and how hard it is; the minutes add up."""

import re

import pytest

from dlcourse.authoring.source import read_source
from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY

HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
MINUTES = re.compile(r" · (\d+) min$")
EXERCISE = re.compile(r"^### Exercise (\d+) · (.*)$", re.MULTILINE)
EXERCISE_ENDS = re.compile(r" \(\d+ points?(?:, read by your instructor)? · (\d+) min · (?:●○○|●●○|●●●)\)$")
WITHOUT = ("Summary", "Go further")  # to read later

chapters = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)


def text_of(chapter):
    cells = read_source(REPOSITORY / "solutions" / chapter.name / f"{chapter.name}.py")
    return "\n\n".join(cell.node.source for cell in cells if cell.node.cell_type == "markdown")


@chapters
def test_the_sections_minutes_add_up_to_the_chapters(chapter):
    headings = [heading for heading in HEADING.findall(text_of(chapter)) if heading not in WITHOUT]
    assert [heading for heading in headings if not MINUTES.search(heading)] == []
    assert sum(int(MINUTES.search(heading)[1]) for heading in headings) == chapter.minutes


@chapters
def test_the_chapter_says_its_time_and_difficulty(chapter):
    assert f"**Time:** about {chapter.minutes} minutes. **Difficulty:** {chapter.difficulty}." in text_of(chapter)


@chapters
def test_each_exercise_says_its_minutes_and_difficulty_and_fits_into_its_section(chapter):
    for section in re.split(r"^(?=## )", text_of(chapter), flags=re.MULTILINE):
        exercises = [f"Exercise {number} · {rest}" for number, rest in EXERCISE.findall(section)]
        assert [exercise for exercise in exercises if not EXERCISE_ENDS.search(exercise)] == []
        minutes = sum(int(EXERCISE_ENDS.search(exercise)[1]) for exercise in exercises)
        if exercises:
            assert minutes <= int(MINUTES.search(HEADING.search(section)[1])[1]), HEADING.search(section)[1]
