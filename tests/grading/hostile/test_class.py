"""Hostile submissions in one class beside honest ones: `dlcourse grade` as an instructor runs it.

`test_hostile.py` runs every case; here are a twelfth of them, and all of which the report speaks in words of its own.
"""

import hashlib
import json
from pathlib import Path

import nbformat
import pytest

from dlcourse.grading.jail.limits import Limits
from tests.grading.hostile.cases import CASES, SHORTCUTS
from tests.support.classroom import CHAPTER, make_course, notebook, scores, short, solved
from tests.support.commands import dlcourse, nbgrader
from tests.support.hostile import SECONDS, SECONDS_PER_CELL, with_hostile_cell, with_shortcut

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]

HONEST = {"a-first": (solved, 18), "m-in-the-middle": (solved, 18), "nothing": (notebook, 0), "z-last": (solved, 18)}
SEEN = {
    "ignores being interrupted": "The kernel stopped in cell",
    "leaves at once": "The kernel stopped in cell",
    "countless sockets": f"more than {Limits.open_files_of_all} open files and sockets",
    "one enormous output": "printed more than",
    "replies that are no replies": "not what an answer looks like",
    "prints without end": "printed more than",
    "swallows being interrupted": "was stopped after",
}
CHOSEN = [*SEEN, *[case for case in CASES if case not in SEEN][::12]]
SHORTCUT = "kept where no reading finds it, and the watch muted"
NAMES = {f"mallory-{number:02}": case for number, case in enumerate(CHOSEN)}


def hashes(course: Path) -> dict[str, str]:
    """Everything in the course's folder that grading has no business with."""
    own = ("autograded", "gradebook.db")
    paths = [path for path in course.rglob("*") if path.is_file() and path.relative_to(course).parts[0] not in own]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    works = {name: short(make()) for name, (make, _) in HONEST.items()}
    works |= {name: short(with_hostile_cell(CASES[case])) for name, case in NAMES.items()}
    limit = f"\nc.Execute.timeout = {SECONDS_PER_CELL}\n"
    works["trickster"] = short(with_shortcut(SHORTCUTS[SHORTCUT]))
    course = make_course(tmp_path_factory.mktemp("hostile"), works, limit)
    before = hashes(course)
    run = dlcourse(course, "grade", CHAPTER, "--workers", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"graded {len(works)}, unchanged 0, not graded 0" in run.stdout
    assert hashes(course) == before
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.fixture(scope="module")
def records(course):
    report = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    return {student["student"]: student for student in report["students"]}


def test_no_hostile_submission_has_a_point_and_every_honest_one_has_its_own(course):
    wanted = dict.fromkeys([*NAMES, "trickster"], 0) | {name: points for name, (_, points) in HONEST.items()}
    assert scores(course) == wanted


@pytest.mark.parametrize("student", NAMES, ids=NAMES.values())
def test_the_instructor_sees_what_was_tried_and_what_came_of_it(course, records, student):
    record = records[student]
    assert record["seconds"] < SECONDS
    assert record["problem"] or record["notes"] or record["failed"]
    graded = nbformat.read(course / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    assert CASES[NAMES[student]] in [cell.source for cell in graded.cells]


@pytest.mark.parametrize("case", SEEN)
def test_the_report_says_it_in_words(records, case):
    record = records[next(student for student, name in NAMES.items() if name == case)]
    assert SEEN[case] in "; ".join([record["problem"], *record["notes"]])


def test_honest_work_is_reported_without_remarks(records):
    assert all(records[name]["problem"] == "" and records[name]["notes"] == [] for name in HONEST)


def test_a_shortcut_that_earns_less_in_the_second_look_is_told(records):
    assert records["trickster"]["notes"] == ["check-softmax earned less where there is Python and NumPy alone"]
