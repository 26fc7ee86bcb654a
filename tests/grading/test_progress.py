"""`dlcourse progress`: the points in the notebooks as they were saved."""

import json
import shutil
import subprocess
from pathlib import Path

from dlcourse.grading.progress import progress
from tests.conftest import REPOSITORY
from tests.support.commands import program

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
    assert (solved.name, solved.earned, solved.points, solved.done, solved.exercises) == ("01_solved", 18, 18, 11, 11)
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
    assert "11 of 11" in table
