"""`dlcourse grade`: the class graded in parallel, with the points nbgrader gives; resumable, idempotent, and clear."""

import csv
import io
import json
import subprocess

import nbformat
import pytest

from tests.support.classroom import CHAPTER, CLASS, HONEST, make_course, notebook, scores, short
from tests.support.commands import dlcourse, nbgrader, program

PLAIN = '\nc.Autograde.autograde_preprocessors[0] = "nbgrader.preprocessors.Execute"\n'


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("graded"), {name: work for name, (work, _) in CLASS.items()})
    run = dlcourse(course, "grade", CHAPTER, "--workers", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    (course / "run.txt").write_text(run.stdout + run.stderr)
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.mark.needs("bubblewrap")
def test_a_small_class_has_exactly_the_points_expected(tmp_path):
    works = {name: short(CLASS[name][0]) for name in HONEST}
    course = make_course(tmp_path, works)
    assert dlcourse(course, "grade", CHAPTER, "--workers", "2").returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("student", CLASS)
def test_each_student_has_exactly_the_points_expected(graded, student):
    assert scores(graded)[student] == CLASS[student][1]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_everyone_has_a_feedback_page_even_without_a_notebook(graded):
    pages = {path.parent.parent.name for path in (graded / "feedback").rglob("*.html")}
    assert pages == set(CLASS)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_run_names_each_problem_once_and_sums_up(graded):
    text = (graded / "run.txt").read_text()
    assert text.count("corrupt: not a notebook") == 2  # as it happens, and in the summary
    assert f"graded {len(CLASS)}, unchanged 0, not graded 0" in text


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nothing_of_the_work_is_left_behind(graded):
    assert not list(graded.glob(".grading-*"))


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_unchanged_submissions_are_skipped_and_changed_ones_are_not(graded):
    before = (graded / "autograded" / "loud" / CHAPTER / f"{CHAPTER}.ipynb").stat().st_mtime_ns
    assert f"graded 0, unchanged {len(CLASS)}" in dlcourse(graded, "grade", CHAPTER).stdout
    assert (graded / "autograded" / "loud" / CHAPTER / f"{CHAPTER}.ipynb").stat().st_mtime_ns == before
    nbformat.write(short(notebook()), graded / "submitted" / "loud" / CHAPTER / f"{CHAPTER}.ipynb")
    assert f"graded 1, unchanged {len(CLASS) - 1}" in dlcourse(graded, "grade", CHAPTER).stdout
    nbformat.write(CLASS["loud"][0], graded / "submitted" / "loud" / CHAPTER / f"{CHAPTER}.ipynb")
    assert "graded 1, unchanged 0" in dlcourse(graded, "grade", CHAPTER, "--student", "loud", "--force").stdout


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_report_comes_as_table_csv_and_json(graded):
    assert "often failed" in dlcourse(graded, "report", CHAPTER).stdout
    rows = list(csv.DictReader(io.StringIO(dlcourse(graded, "report", CHAPTER, "--format", "csv").stdout)))
    assert {row["student"] for row in rows} == set(CLASS)
    report = json.loads(dlcourse(graded, "report", CHAPTER, "--format", "json").stdout)
    assert report["submissions"] == len(CLASS)
    assert report["problems"]["no-notebook"] == (
        "there is no 01_perceptron.ipynb and no other notebook with this chapter's cells; there are: notes.txt"
    )
    assert ["softmax: large logits stay finite", 7] in [list(pair) for pair in report["most_failed"]] or report[
        "most_failed"
    ]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_report_is_the_same_each_time(graded, monkeypatch):
    texts = set()
    for seed in "123":  # by which Python orders sets of text
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        command = [program("dlcourse"), "report", CHAPTER, "--format", "json"]
        texts.add(subprocess.run(command, cwd=graded, capture_output=True, text=True, check=True).stdout)
    assert len(texts) == 1


def changed(**marks):
    """An unsolved notebook whose check cells' metadata say something else."""
    work = short(notebook())
    work.cells.insert(
        0, nbformat.v4.new_code_cell("class check:\n    mse = softmax = lambda *a, points=0, **k: points")
    )
    for cell in work.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check-"):
            cell.metadata.nbgrader.update(marks)
            cell.metadata["tags"] = ["in_kernel", "raises-exception"]
    return work


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_roles_and_points_that_a_student_changed_are_restored(tmp_path):
    marks = {"schema_version": 3, "grade_id": "mine", "grade": True, "solution": False, "locked": True, "task": False}
    unknown = changed()
    unknown.cells.append(nbformat.v4.new_code_cell("18.0", metadata={"nbgrader": marks | {"points": 18}}))
    works = {
        "solution": changed(solution=True, locked=False),
        "no-grade": changed(grade=False),
        "task": changed(task=True, grade=False),
        "points": changed(points=1000),
        "tagged": changed(),
        "unknown": unknown,
    }
    course = make_course(tmp_path, works)
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == dict.fromkeys(works, 0)
    hidden = "Softmax depends on the differences between logits only."
    for path in course.glob(f"autograded/*/{CHAPTER}/{CHAPTER}.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "check-softmax":
                assert cell.metadata.nbgrader.grade
                assert hidden in cell.source
                assert cell.outputs[0].output_type == "display_data"


@pytest.mark.slow
def test_plain_nbgrader_gives_honest_work_the_same_points(tmp_path):
    course = make_course(tmp_path, {name: CLASS[name][0] for name in HONEST}, PLAIN)
    assert nbgrader(course, "autograde", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}
