"""Grading the real chapters: a class for each, by `dlcourse grade --workers 2` and by plain `nbgrader autograde`.

The class is made of the reference solution, the released notebook as it is, and references in which wrong answers of
tests/answers stand in place of one to three exercises. Each notebook has the outputs that a student would have saved.

`dlcourse grade` grades all of them, once for the zygotes' start and once for the table. nbgrader grades the first few,
which are of all three kinds, and its time for one of these is taken for that of the whole class. In seconds for one
submission: nbgrader and dlcourse, of the whole run; median, from reading a submission to its verdicts, while another
one is graded beside it; own, what of this the student's code takes, with the training that is graded. points: how many
of the sample have the same points from both.

    python benchmarks/chapters_graded.py [CHAPTER ...] [--class 20] [--sample 4]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median

import nbformat
from grading import PLAIN, REPOSITORY, make_course, run
from nbgrader.api import Gradebook

sys.path.insert(0, str(REPOSITORY))

from dlcourse.chapters import CHAPTERS, checks_of
from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import exercises_of
from dlcourse.grading.jail.zygote_client import retire_all
from tests.grading.same_points.answered import reference, untouched, with_answers
from tests.support.answers import answers

KINDS = 4  # of four submissions, one is the reference, one is untouched, and two have wrong answers


def independent(notebook: nbformat.NotebookNode, chapter: str) -> list[str]:
    """The exercises whose answers no other answer uses: to change one changes the table of no other check."""
    code = StudentCode([cell.source if cell.cell_type == "code" else "" for cell in notebook.cells])
    exercises = exercises_of(chapter)
    uses = {
        name: {used for own in each.defines for used in code.dependencies(own).names}
        for name, each in exercises.items()
    }
    return [name for name, each in exercises.items()
            if not any(set(each.defines) & used for other, used in uses.items() if other != name)]  # fmt: skip


def students(chapter: str, count: int) -> list[nbformat.NotebookNode]:
    """The class: always the same one."""
    solved, released = reference(chapter), untouched(chapter)
    luck, names = random.Random(chapter), independent(solved, chapter)
    wrong = [answer for answer in answers() if answer.exercise.startswith(f"{chapter}.") and not answer.right]
    made = []
    for number in range(count):
        if number % KINDS < 2:
            made.append((solved, released)[number % KINDS])
            continue
        chosen = luck.sample(names, min(1 + number % 3, len(names)))
        alike = [[answer for answer in wrong if answer.exercise == f"{chapter}.{name}"] for name in chosen]
        made.append(with_answers(solved, list(map(luck.choice, alike))))
    return made


def points_of(course: Path, chapter: str) -> dict[str, float]:
    """Student → points, from the gradebook."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions(chapter)}


def measure(chapter: str, count: int, sample: int) -> None:
    work = students(chapter, count)
    with tempfile.TemporaryDirectory() as scratch:
        courses = {"plain": (Path(scratch, "plain"), PLAIN, sample), "ours": (Path(scratch, "ours"), "", count)}
        for course, settings, size in courses.values():
            make_course(course, chapter, work[0], size, settings)
            for number, notebook in enumerate(work[:size]):
                nbformat.write(notebook, course / "submitted" / f"student-{number:03}" / chapter / f"{chapter}.ipynb")
        plain, ours = Path(scratch, "plain"), Path(scratch, "ours")
        retire_all()
        run(ours, "dlcourse", "grade", chapter, "--workers", "2", "--student", "student-000")
        fast = run(ours, "dlcourse", "grade", chapter, "--workers", "2", "--force") / count
        slow = run(plain, "nbgrader", "autograde", chapter) / sample
        command = ["dlcourse", "report", chapter, "--format", "json"]
        report = subprocess.run(command, cwd=ours, capture_output=True, text=True, check=True)
        graded = json.loads(report.stdout)["students"]
        theirs, here = points_of(plain, chapter), points_of(ours, chapter)
        same = sum(here[student] == points for student, points in theirs.items())
        differ = [f"{name} {theirs[name]:g} → {here[name]:g}" for name in theirs if theirs[name] != here[name]]
    each, own = (median(student[key] for student in graded) for key in ("seconds", "own_seconds"))
    times = f"{chapter:<18} {slow:>9.2f} {fast:>9.2f} {slow / fast:>6.1f}"
    print(f"{times} {each:>9.2f} {own:>7.2f} {same:>4} of {sample}  {', '.join(differ)}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", default=[chapter.name for chapter in CHAPTERS])
    parser.add_argument("--class", type=int, default=20, dest="count")
    parser.add_argument("--sample", type=int, default=KINDS)
    options = parser.parse_args()
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    print(f"{options.count} submissions of each chapter; nbgrader grades {options.sample} of them.")
    print(f"{'chapter':<18} {'nbgrader':>9} {'dlcourse':>9} {'ratio':>6} {'median':>9} {'own':>7} {'points':>9}")
    for chapter in options.chapters:
        import_module(checks_of(chapter))
        measure(chapter, options.count, options.sample)
