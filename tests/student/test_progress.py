"""`dlcourse progress`: the points in the notebooks as they were saved."""

import json
import shutil
import subprocess
from pathlib import Path

from dlcourse.student.progress import progress
from tests.conftest import REPOSITORY
from tests.support.commands import dlcourse, program

CHAPTER = "01_perceptron"


def place(kind: str, folder: Path, name: str = CHAPTER) -> Path:
    (folder / name).mkdir(parents=True)
    target = folder / name / f"{name}.ipynb"
    shutil.copy(REPOSITORY / kind / CHAPTER / f"{CHAPTER}.ipynb", target)
    return target


def test_a_solved_chapter_an_untouched_one_and_a_broken_one(tmp_path):
    place("solutions", tmp_path, "01_solved")
    place("notebooks", tmp_path, "02_untouched")
    place("notebooks", tmp_path, "03_broken").write_text("{")
    (tmp_path / "not-a-chapter").mkdir()
    solved, untouched, broken = progress(tmp_path)
    assert (solved.name, solved.earned, solved.points, solved.done, solved.exercises) == ("01_solved", 18, 18, 12, 12)
    assert (untouched.earned, untouched.points, untouched.done) == (0, 18, 0)
    assert "not a notebook" in broken.problem


def test_the_command_reads_the_students_own_folder(tmp_path):
    place("solutions", tmp_path / "notebooks")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    command = [program("dlcourse"), "progress", "--json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    (chapter,) = json.loads(run.stdout)
    assert (chapter["name"], chapter["earned"], chapter["points"]) == (CHAPTER, 18, 18)
    table = subprocess.run(command[:-1], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "18 of 18" in table
    assert "12 of 12" in table


def alter(path: Path, change) -> None:
    work = json.loads(path.read_text(encoding="utf-8"))
    change(work)
    path.write_text(json.dumps(work), encoding="utf-8")


def test_an_odd_cell_costs_no_points_and_is_noted(tmp_path):
    odd = {"cell_type": "sql", "source": "SELECT 'something long'", "metadata": {}}
    alter(place("solutions", tmp_path), lambda work: work["cells"].insert(0, odd))
    (chapter,) = progress(tmp_path)
    assert (chapter.earned, chapter.exercises, chapter.problem) == (18, 12, "")
    assert chapter.notes == ["cell 1 had the type “sql”: it is kept as text and not run"]


def test_a_renamed_notebook_is_not_forgotten(tmp_path):
    place("solutions", tmp_path).rename(tmp_path / CHAPTER / "과제1.ipynb")
    (tmp_path / CHAPTER / "notes.txt").write_text("mine")
    (chapter,) = progress(tmp_path)
    assert (chapter.name, chapter.earned, chapter.done) == (CHAPTER, 18, 12)
    assert chapter.notes == [f"과제1.ipynb counts, not {CHAPTER}.ipynb: it is missing"]


def test_a_chapter_without_its_notebook_says_what_is_there(tmp_path):
    (tmp_path / CHAPTER).mkdir()
    (tmp_path / CHAPTER / "notes.txt").write_text("mine")
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "mine.ipynb").write_text("{}")
    (chapter,) = progress(tmp_path)
    assert chapter.problem.endswith("there are: notes.txt")


def test_the_note_stands_below_the_table(tmp_path):
    place("solutions", tmp_path / "notebooks").rename(tmp_path / "notebooks" / CHAPTER / "mine (1).ipynb")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    run = dlcourse(tmp_path, "progress")
    assert run.returncode == 0, run.stderr
    assert "18 of 18" in run.stdout
    assert f"mine (1).ipynb counts, not {CHAPTER}.ipynb: it is missing." in run.stdout


def test_an_answered_notebook_counts_beside_an_untouched_one_as_when_it_is_graded(tmp_path):
    place("solutions", tmp_path).rename(tmp_path / CHAPTER / f"{CHAPTER}-Copy1.ipynb")
    shutil.copy(REPOSITORY / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb", tmp_path / CHAPTER)
    (chapter,) = progress(tmp_path)
    assert chapter.earned == 18
    assert chapter.notes == [f"{CHAPTER}-Copy1.ipynb counts, not {CHAPTER}.ipynb: it has no answers"]
    shutil.copy(REPOSITORY / "solutions" / CHAPTER / f"{CHAPTER}.ipynb", tmp_path / CHAPTER)
    (chapter,) = progress(tmp_path)
    assert (chapter.earned, chapter.notes) == (18, [])
