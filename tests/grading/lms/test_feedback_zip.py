"""`dlcourse feedback CHAPTER --to PLATFORM ZIP`: each page goes back under the name under which the work came."""

import re
import shutil
import zipfile

import pytest

from tests.grading.lms.downloads import archive, make_course, work
from tests.support.classroom import CHAPTER
from tests.support.commands import dlcourse

FILE, PAGE = f"{CHAPTER}.ipynb", f"{CHAPTER}.html"
# Platform → names in the download; names in the archive that goes back.
NAMES = {
    "canvas": {
        f"lovelaceada_LATE_12345_67890_{CHAPTER}-1.ipynb": f"lovelaceada_LATE_12345_67890_{PAGE}",
        f"김민수_23456_67891_{FILE}": f"김민수_23456_67891_{PAGE}",
    },
    "moodle": {
        f"Ada Lovelace_123456_assignsubmission_file_/{FILE}": f"Ada Lovelace_123456_assignsubmission_file_/{PAGE}",
        f"김 민수_123457_assignsubmission_file_{FILE}": f"김 민수_123457_assignsubmission_file_{PAGE}",
    },
    "blackboard": {
        f"Week_1_ada_attempt_2027-03-11-23-58-10_{FILE}": f"Week_1_ada_attempt_2027-03-11-23-58-10_{PAGE}",
        f"Week_1_minsu_attempt_2027-03-11-23-58-11_{FILE}": f"Week_1_minsu_attempt_2027-03-11-23-58-11_{PAGE}",
    },
}


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


def make_pages(course, *students):
    for student in students:
        page = course / "feedback" / student / CHAPTER / PAGE
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>of {student}</p>", encoding="utf-8")


def collect(course, platform):
    (course / "class.zip").write_bytes(archive(dict.fromkeys(NAMES[platform], work())))
    assert dlcourse(course, "collect", CHAPTER, "class.zip", "--from", platform).returncode == 0


def packed(course):
    with zipfile.ZipFile(course / "back.zip") as file:
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.mark.parametrize("platform", NAMES)
def test_pages_go_back_under_the_names_that_the_platform_knows(course, platform):
    collect(course, platform)
    make_pages(course, "ada", "minsu")
    done = dlcourse(course, "feedback", CHAPTER, "--to", platform, "back.zip")
    assert (done.returncode, done.stdout) == (0, "2 pages are in back.zip.\n"), done.stderr
    assert packed(course) == dict(zip(NAMES[platform].values(), ("<p>of ada</p>", "<p>of minsu</p>"), strict=True))


@pytest.mark.parametrize("name", NAMES["moodle"].values())
def test_moodle_finds_the_student_in_these_names(name):
    """Its importer splits the parts of a path at `_`: the second piece is the number, the next two name the plug-in."""
    pieces = name.split("/")[0].split("_", 4)
    assert pieces[1].isdecimal() and pieces[2:4] == ["assignsubmission", "file"]


@pytest.mark.parametrize("name", NAMES["canvas"].values())
def test_canvas_finds_the_student_in_these_names(name):
    """Its importer takes the first two pieces that are numbers: the student's, and that of the file."""
    assert [piece for piece in name.split("_") if re.fullmatch(r"\d+", piece)][:2] in (
        ["12345", "67890"],
        ["23456", "67891"],
    )


def test_who_gets_no_page_this_way_is_told(course):
    collect(course, "moodle")
    make_pages(course, "ada", "grace")
    done = dlcourse(course, "feedback", CHAPTER, "--to", "moodle", "back.zip")
    assert done.returncode == 1
    assert len(packed(course)) == 1
    assert "grace: this work did not come from Moodle: send the page to the student" in done.stderr
    assert "minsu: no page yet: run `dlcourse grade 01_perceptron`" in done.stderr


def test_who_has_left_gets_no_page(course):
    collect(course, "moodle")
    make_pages(course, "ada", "minsu")
    assert dlcourse(course, "roster", "--withdraw", "minsu").returncode == 0
    for _ in ("with a page of before", "without"):
        done = dlcourse(course, "feedback", CHAPTER, "--to", "moodle", "back.zip")
        assert (done.returncode, done.stdout) == (0, "1 pages are in back.zip.\n"), done.stderr
        assert list(packed(course).values()) == ["<p>of ada</p>"]
        shutil.rmtree(course / "feedback" / "minsu", ignore_errors=True)


def test_work_goes_back_only_to_the_platform_that_it_came_from(course):
    collect(course, "moodle")
    make_pages(course, "ada", "minsu")
    assert dlcourse(course, "feedback", CHAPTER, "--to", "canvas", "back.zip").returncode == 2
    assert not (course / "back.zip").exists()


def test_a_later_download_adds_to_the_names(course):
    collect(course, "moodle")
    (course / "class.zip").write_bytes(archive({f"Grace Hopper_9_assignsubmission_file_/{FILE}": work()}))
    assert dlcourse(course, "collect", CHAPTER, "class.zip", "--from", "moodle").returncode == 0
    make_pages(course, "ada", "minsu", "grace")
    assert dlcourse(course, "feedback", CHAPTER, "--to", "moodle", "back.zip").returncode == 0
    assert len(packed(course)) == 3


def test_without_pages_or_a_download_nothing_is_written(course):
    make_pages(course, "ada")
    done = dlcourse(course, "feedback", CHAPTER, "--to", "canvas", "back.zip")
    assert done.returncode == 2 and "no feedback page of 01_perceptron belongs to work" in done.stderr
    assert not (course / "back.zip").exists()
