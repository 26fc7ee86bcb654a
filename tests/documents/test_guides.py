"""README.md and docs/instructors.md: each command works as it stands there, and each promise holds.

One clone, made as README says, and one environment for both: first README's lines, then the guide's, then what stands in
tables and between the lines.
"""

import csv
import getpass
import json
import re
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.documents.reading import between_backquotes, block, shell_lines
from tests.documents.walk import PERSON, newcomers_environment, walk
from tests.support.commands import dlcourse, nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

README, GUIDE, GRADING = (REPOSITORY / name for name in ("README.md", "docs/instructors.md", "docs/grading.md"))
CHAPTER = "01_perceptron"
FILE = f"{CHAPTER}/{CHAPTER}.ipynb"
POINTS = 18  # of the reference solution: the written answer, of 2 points, waits for a person
# Who hands in how: a folder put there by hand, the exchange of one machine, a download from a learning platform.
BY_HAND, EXCHANGE, DOWNLOAD = "ada", getpass.getuser(), "grace"
CLASS = "id,first_name,last_name,email\n" + "".join(
    f"{name},{name.title()},Example,{name}@example.org\n" for name in (BY_HAND, EXCHANGE, DOWNLOAD)
)
WRITE_CLASS = f"cat > class.csv <<'END'\n{CLASS}END\n{{line}}"

IN_README = {
    "make lab": f"{PERSON} make lab",
    "nbgrader db student import class.csv": WRITE_CLASS,
    "dlcourse grade 01_perceptron": f"""
        mkdir -m 777 exchange
        mkdir -p submitted/{BY_HAND}/{CHAPTER}
        cp solutions/{FILE} submitted/{BY_HAND}/{FILE}
        {{line}}""",
    "dlcourse lab --instructor": f"{PERSON} dlcourse lab --instructor",
}
IN_THE_GUIDE = {
    "make lab": f"{PERSON} make lab",
    "nbgrader db student import class.csv": WRITE_CLASS,
    "dlcourse grade 01_perceptron": f"""
        nbgrader release_assignment {CHAPTER}
        mkdir ../student
        (cd ../student
         nbgrader fetch_assignment {CHAPTER} --course dlcourse --Exchange.root=../dlcourse/exchange
         cp ../dlcourse/solutions/{FILE} {FILE}
         nbgrader submit {CHAPTER} --course dlcourse --Exchange.root=../dlcourse/exchange)
        nbgrader collect {CHAPTER}
        nbgrader zip_collect {CHAPTER}
        {{line}}""",
}


@pytest.fixture(scope="module")
def place():
    """A folder with a short path, as Unix sockets need it."""
    folder = Path(tempfile.mkdtemp(prefix="docs-"))
    yield folder
    from dlcourse.grading.kernels.start import retire_all

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "private" / "tmp"))
        retire_all()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def environment(place):
    return newcomers_environment(place / "private")


@pytest.fixture(scope="module")
def readme(place, environment):
    """The clone, when all of README's lines have run."""
    course = place / "dlcourse"
    printed = walk(README, place, environment, IN_README)
    for folder in (course / "notebooks", course):  # where JupyterLab opened, for students and for instructors
        assert f", in {folder}, and stopped." in printed
    return course


@pytest.fixture(scope="module")
def guide(readme, environment):
    """The same clone, when all lines of the guides for instructors have run there."""
    put_download(readme)
    walk(GUIDE, readme, environment, IN_THE_GUIDE)
    environment |= {"PATH": f"{readme / '.venv' / 'bin'}:{environment['PATH']}"}
    walk(GRADING, readme, environment, {})
    return readme


def put_download(course: Path) -> None:
    """An archive as a learning platform makes it, where the guide puts it; and the guide's setting for its names."""
    archive = course / "downloaded" / CHAPTER / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as download:
        download.write(course / "solutions" / FILE, f"{DOWNLOAD}_31415_{CHAPTER}.ipynb")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(block(GUIDE, "python", "c.FileNameCollectorPlugin.named_regexp"))


def check_graded(course: Path, *students: str) -> None:
    """These students, and no other, have the points of the reference; each has a page that says so."""
    records = (course / "autograded").glob(f"*/{CHAPTER}/.dlcourse.json")
    points = {path.parents[1].name: sum(json.loads(path.read_text())["points"].values()) for path in records}
    assert points == dict.fromkeys(students, POINTS)
    for student in students:
        page = (course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
        assert re.search(rf"Score: {float(POINTS)} */ *20.0", page), student


def scores(table: Path, column: str) -> dict[str, str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row[column] for row in csv.DictReader(file)}


def test_readme_grades_the_reference_solution(readme):
    check_graded(readme, BY_HAND)
    assert scores(readme / "grades.csv", "score")[BY_HAND] == f"{float(POINTS)}"


def test_the_guide_grades_what_came_in_on_every_way(guide):
    check_graded(guide, BY_HAND, EXCHANGE, DOWNLOAD)


def test_who_handed_in_through_the_exchange_fetches_the_feedback(guide):
    student = guide.parent / "student"
    options = ("--course", "dlcourse", f"--Exchange.root={guide / 'exchange'}")
    with pytest.MonkeyPatch.context() as patch:  # nbgrader looks there for what was handed in
        patch.setenv("JUPYTER_DATA_DIR", str(guide.parent / "private" / "data"))
        done = nbgrader(student, "fetch_feedback", CHAPTER, *options)
    assert done.returncode == 0, done.stderr
    (page,) = (student / CHAPTER / "feedback").glob(f"*/{CHAPTER}.html")
    assert f"Score: {float(POINTS)}" in page.read_text(encoding="utf-8")


# Command between backquotes → where it is run, its exit code, and what it must say. They run in this order.
SAID = {
    "dlcourse doctor": (".", 0, "bubblewrap"),
    "dlcourse check 01_perceptron/01_perceptron.ipynb": ("notebooks", 1, "0 of 20"),
    "dlcourse progress": ("notebooks", 0, CHAPTER),
    "dlcourse check 01_perceptron.softmax answer.py --seed N": (".", 0, "score: 1.00"),
    "dlcourse report 01_perceptron": (".", 0, "18, 18 of 20 points"),
    "dlcourse report 01_perceptron --format csv": (".", 0, f"{DOWNLOAD},18.0,20.0"),
    "dlcourse report 01_perceptron --format json": (".", 0, f'"student": "{DOWNLOAD}"'),
    "dlcourse grade 01_perceptron --workers 4": (".", 0, "graded 0, unchanged 3, not graded 0"),
    "dlcourse grade 01_perceptron --student ada --force": (".", 0, "graded 1, unchanged 0, not graded 0"),
    "nbgrader export": (".", 0, "grades.csv"),
    "nbgrader export --ExportPlugin.assignment=01_perceptron": (".", 0, "grades.csv"),
    "nbgrader export --exporter=dlcourse.grading.export.CanvasExport --to=canvas.csv": (".", 0, "canvas.csv"),
    "nbgrader export --exporter=dlcourse.grading.export.MoodleExport --to=moodle.csv": (".", 0, "moodle.csv"),
    "nbgrader zip_collect 01_perceptron --force": (".", 0, "1 files collected"),
    "nbgrader db student remove ada --force": (".", 0, ""),
}


@pytest.mark.parametrize("command", SAID, ids=lambda command: command.replace(CHAPTER, "CHAPTER"))
def test_what_stands_between_the_lines(guide, command):
    folder, code, text = SAID[command]
    answer = next(
        cell for cell in reference(guide) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "softmax"
    )
    (guide / "answer.py").write_text("import numpy as np\n" + "".join(answer["source"]), encoding="utf-8")
    program, *arguments = command.replace("--seed N", "--seed 7").split()
    done = {"dlcourse": dlcourse, "nbgrader": nbgrader}[program](guide / folder, *arguments)
    assert (done.returncode, text in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr


def reference(course: Path) -> list[dict]:
    return json.loads((course / "solutions" / FILE).read_text(encoding="utf-8"))["cells"]


# What is too long to be run here as well, and the tests that run it.
ELSEWHERE = {
    "make test": "tests/test_makefile.py",
    "make handout": "tests/student/test_handout.py",
    "make docs": "tests/pages/conftest.py",
    "dlcourse update": "tests/student/test_update.py",
    "nbgrader autograde": "tests/grading/test_classroom.py",
}


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_command_between_backquotes_is_run(document):
    """A new one in a document must be added above. One that is shorter than what is run is but a command's name."""
    lines = [line.command for name in (README, GUIDE) for line in shell_lines(name)]
    run = " ".join([*lines, *IN_README.values(), *IN_THE_GUIDE.values(), *SAID])
    commands = [code for code in between_backquotes(document) if code.startswith(("make ", "dlcourse ", "nbgrader "))]
    assert [code for code in commands if code not in run and not code.startswith(tuple(ELSEWHERE))] == []
    assert all((REPOSITORY / test).is_file() for test in ELSEWHERE.values())


def test_what_is_run_between_the_lines_stands_in_the_documents():
    written = between_backquotes(README) + between_backquotes(GUIDE)
    assert [command for command in SAID if command not in written] == []
