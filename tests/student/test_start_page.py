"""The page that JupyterLab opens first. A student's own file with its name is never changed."""

import re
import shutil
import sys
from importlib import import_module

import pytest

from dlcourse.chapters import CHAPTERS
from dlcourse.student.launch import FOR_STUDENTS, environment
from dlcourse.student.place import Place
from dlcourse.student.progress import progress
from dlcourse.student.start_page import NAME, write_start_page
from tests.conftest import REPOSITORY

FIRST, SECOND = CHAPTERS[0].name, CHAPTERS[1].name


@pytest.fixture
def place(tmp_path):
    """A folder with two chapters without answers."""
    for name in (FIRST, SECOND):
        shutil.copytree(REPOSITORY / "notebooks" / name, tmp_path / name)
    return Place(tmp_path)


def page(place, *remarks):
    assert write_start_page(place, remarks)
    return (place.notebooks / NAME).read_text(encoding="utf-8")


def test_it_links_to_the_first_chapter_that_is_not_done(place):
    assert f"**Begin here: [01 · {CHAPTERS[0].title}]({FIRST}/{FIRST}.ipynb)**" in page(place)
    solved = REPOSITORY / "solutions" / FIRST / f"{FIRST}.ipynb"
    shutil.copy(solved, place.notebooks / FIRST)
    text = page(place)
    assert f"**Go on here: [02 · {CHAPTERS[1].title}]" in text
    assert "| 12 of 12 | 18 of 18 |" in text
    shutil.copy(solved, place.notebooks / SECOND / f"{SECOND}.ipynb")
    assert "You have done every exercise" in page(place)


def test_it_names_each_chapter_with_its_time_and_each_link_has_a_target(place):
    text = page(place)
    for chapter in CHAPTERS:
        assert re.search(
            rf"^\| {chapter.number} \| .*{re.escape(chapter.title)}.* \| {chapter.minutes} min \|", text, re.M
        )
    links = re.findall(r"\]\((.*?)\)", text)
    assert len(links) == 3
    assert all((place.notebooks / link).is_file() for link in links)


def test_it_does_not_count_as_a_chapter(place):
    page(place)
    assert [chapter.name for chapter in progress(place.notebooks)] == [FIRST, SECOND]


def test_it_shows_what_the_student_must_do(place):
    assert "> 01_perceptron: there is a new version." in page(place, "01_perceptron: there is a new version.")


def test_a_students_file_with_this_name_is_not_changed(place):
    (place.notebooks / NAME).write_text("my notes", encoding="utf-8")
    assert not write_start_page(place)
    assert (place.notebooks / NAME).read_text(encoding="utf-8") == "my notes"
    (place.notebooks / NAME).unlink()
    (place.notebooks / NAME).mkdir()
    assert not write_start_page(place)


def test_it_names_a_notebook_that_cannot_be_read(place):
    (place.notebooks / FIRST / f"{FIRST}.ipynb").write_text("{")
    assert "cannot be read: not a notebook" in page(place)


def test_it_says_how_to_start_a_chapter_over_only_in_a_students_folder(place):
    assert "Rename your notebook" in page(place)
    assert "Rename your notebook" not in page(Place(place.notebooks, place.notebooks.parent))


def test_students_get_their_settings_and_instructors_do_not(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", environment(instructor=False)["JUPYTER_CONFIG_PATH"])
    for settings in FOR_STUDENTS:
        assert (settings / "jupyter_server_config.json").is_file()
        assert (settings / "labconfig" / "page_config.json").is_file()
        assert str(settings) in environment(instructor=False)["JUPYTER_CONFIG_PATH"]
        assert str(settings) not in environment(instructor=True)["JUPYTER_CONFIG_PATH"]


@pytest.mark.skipif(sys.platform == "win32", reason="the hub is for Linux")
def test_the_hub_has_the_same_settings_for_its_students(monkeypatch):
    monkeypatch.syspath_prepend(str(REPOSITORY / "deploy" / "hub"))
    assert FOR_STUDENTS[1] == import_module("spawner").STUDENT
