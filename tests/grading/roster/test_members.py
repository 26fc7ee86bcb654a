"""The class changes during the term: sections, students who leave and come back, and exports that follow."""

import csv
import shutil
from pathlib import Path

import nbgrader as nbgrader_package
import pytest
from nbgrader.api import Gradebook

from tests.conftest import REPOSITORY
from tests.support.commands import dlcourse, nbgrader

CLASS = "id;first_name;last_name;section\nada;에이다;러브레이스;A\nben;;;B\neve;;;A\n"


def book(course):
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse")


@pytest.fixture
def course(made, tmp_path):
    """A class of three, of whom ada has points."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("class")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "class.csv").write_bytes(CLASS.encode("cp949"))
    run = dlcourse(tmp_path, "roster", "class.csv")
    assert run.returncode == 0, run.stderr
    assert "Korean Windows' encoding" in run.stdout
    assert "3 added, 0 changed, 0 as before.\n3 in the class, 0 withdrawn, sections: A, B." in run.stdout
    with book(tmp_path) as gradebook:
        gradebook.add_assignment("one")
        gradebook.add_notebook("one", "one")
        gradebook.add_grade_cell("check-mse", "one", "one", max_score=2, cell_type="code")
        gradebook.add_submission("one", "ada")
        gradebook.find_grade("check-mse", "one", "one", "ada").auto_score = 1.5
        gradebook.db.commit()
    return tmp_path


def exported(course, *options):
    run = nbgrader(course, "export", *options)
    assert run.returncode == 0, run.stderr
    assert (course / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # so that Excel shows Hangul
    with (course / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_sections_are_columns_and_filters_of_exports(course):
    rows = exported(course)
    assert {name: row["section"] for name, row in rows.items()} == {"ada": "A", "ben": "B", "eve": "A"}
    assert (rows["ada"]["last_name"], rows["ada"]["score"]) == ("러브레이스", "1.5")
    assert set(exported(course, "--OfSection.section=A")) == {"ada", "eve"}


def test_who_left_is_not_exported_and_comes_back_with_the_points_of_before(course):
    (course / "class.csv").write_text("id,section\nben,B\neve,C\n")
    run = dlcourse(course, "roster", "class.csv")
    assert "In the gradebook, but not on this list: ada. Nothing was changed of them." in run.stdout
    assert set(exported(course)) == {"ada", "ben", "eve"}
    run = dlcourse(course, "roster", "class.csv", "--withdraw-absent")
    assert "Withdrawn: ada.\n2 in the class, 1 withdrawn, sections: A, B, C." in run.stdout
    assert set(exported(course)) == {"ben", "eve"}
    assert "ada  에이다 러브레이스  A  withdrawn" in dlcourse(course, "roster").stdout
    (course / "class.csv").write_bytes(CLASS.encode())
    run = dlcourse(course, "roster", "class.csv")
    assert "In the class again, with the work and points of before: ada." in run.stdout
    assert exported(course)["ada"]["score"] == "1.5"
    assert dlcourse(course, "roster", "--withdraw", "ada").returncode == 0
    assert "ada" not in exported(course)
    assert dlcourse(course, "roster", "--back", "ada").returncode == 0
    assert "ada" in exported(course)


def test_nbgrader_reads_the_same_lists(course):
    (course / "more.csv").write_bytes("\ufeffid;last_name\n zoe ;  최 \n".encode())
    run = nbgrader(course, "db", "student", "import", "more.csv")
    assert run.returncode == 0, run.stderr
    assert "1 added, 0 changed, 0 as before." in run.stdout
    with book(course) as gradebook:
        assert gradebook.find_student("zoe").last_name == "최"


@pytest.mark.parametrize("command", [["dlcourse", "roster"], ["nbgrader", "db", "student", "import"]])
def test_a_list_with_a_mistake_changes_nothing(course, command):
    (course / "bad.csv").write_text("id\nnew\nada/..\n")
    run = {"dlcourse": dlcourse, "nbgrader": nbgrader}[command[0]](course, *command[1:], "bad.csv")
    assert run.returncode != 0
    assert "row 3: the id “ada/..” cannot be the name of a folder" in run.stderr
    assert "Traceback" not in run.stderr
    assert set(exported(course)) == {"ada", "ben", "eve"}


def test_a_student_whom_nobody_knows_cannot_withdraw(course):
    run = dlcourse(course, "roster", "--withdraw", "nobody")
    assert run.returncode == 2
    assert run.stderr == "dlcourse: the class has no student nobody. Nothing was changed.\n"


def test_a_gradebook_of_an_older_nbgrader_is_named_in_one_line_and_can_be_upgraded(course):
    """nbgrader brings one of 2015 along."""
    older = Path(nbgrader_package.__file__).parent / "tests" / "apps" / "files" / "gradebook.db"
    shutil.copyfile(older, course / "gradebook.db")
    for command in (["roster"], ["report", "ps1"], ["grade", "ps1"], ["feedback", "ps1"]):
        run = dlcourse(course, *command)
        assert run.returncode == 2, command
        assert run.stderr == "dlcourse: the gradebook is of an older nbgrader: run `nbgrader db upgrade`.\n"
    run = nbgrader(course, "export")
    assert run.returncode == 1
    assert "Nothing was exported: the gradebook is of an older nbgrader" in run.stderr
    assert "Traceback" not in run.stderr
    assert nbgrader(course, "db", "upgrade").returncode == 0
    assert "0 in the class" in dlcourse(course, "roster").stdout
