"""README.md and docs/instructors.md: each command works exactly as written, and each promise is kept.

One clone, made as README says, and one environment for both: first the commands of README's shell blocks, then those of the
guide's, then those in tables and in the text.
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
from tests.support.commands import dlcourse, nbgrader
from tests.support.documents import between_backquotes, block, shell_lines
from tests.support.walk import PERSON, newcomers_environment, walk

pytestmark = [pytest.mark.slow, pytest.mark.needs("bubblewrap")]

README, GUIDE, GRADING = (REPOSITORY / name for name in ("README.md", "docs/instructors.md", "docs/grading.md"))
CHAPTER = "01_perceptron"
FILE = f"{CHAPTER}/{CHAPTER}.ipynb"
POINTS = 18  # of the reference solution: the written answer, of 2 points, waits for a person
# Who hands in how: a folder copied by hand, the exchange on one machine, a download from a learning platform.
BY_HAND, EXCHANGE, DOWNLOAD = "ada", getpass.getuser(), "grace"
CLASS = "id,first_name,last_name,email,section\n" + "".join(
    f"{name},{name.title()},Example,{name}@example.org,A\n" for name in (BY_HAND, EXCHANGE, DOWNLOAD)
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
        dlcourse collect {CHAPTER} moodle.zip --from moodle
        {{line}}""",
}


@pytest.fixture(scope="module")
def place():
    """A folder with a short path, as Unix sockets need it."""
    folder = Path(tempfile.mkdtemp(prefix="docs-"))
    yield folder
    from dlcourse.grading.jail.zygote_client import retire_all

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
    put_downloads(readme)
    walk(GUIDE, readme, environment, IN_THE_GUIDE)
    environment |= {"PATH": f"{readme / '.venv' / 'bin'}:{environment['PATH']}"}
    walk(GRADING, readme, environment, {})
    return readme


# Platform → how it names the work of the student who uses it.
NAMES = {
    "canvas": f"example{DOWNLOAD}_12345_67890_{CHAPTER}-1.ipynb",
    "moodle": f"{DOWNLOAD.title()} Example_123456_assignsubmission_file_/{CHAPTER}.ipynb",
    "blackboard": f"Week_1_{DOWNLOAD}_attempt_2027-03-11-23-58-10_{CHAPTER}.ipynb",
    "class": f"{DOWNLOAD}/{CHAPTER}.ipynb",
}


def put_downloads(course: Path) -> None:
    """Archives as learning platforms make them, and Canvas' list, under the names in the guide."""
    for archive, name in NAMES.items():
        with zipfile.ZipFile(course / f"{archive}.zip", "w") as download:
            download.writestr(name, (course / "solutions" / FILE).read_bytes())
    table = f'Student,ID,SIS User ID,SIS Login ID,Section\n"Example, Grace",12345,,{DOWNLOAD},A\n'
    (course / "roster.csv").write_text(table, encoding="utf-8")


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


def test_the_guide_grades_submissions_that_came_in_each_way(guide):
    check_graded(guide, BY_HAND, EXCHANGE, DOWNLOAD)


def test_a_student_who_used_the_exchange_fetches_the_feedback(guide):
    student = guide.parent / "student"
    options = ("--course", "dlcourse", f"--Exchange.root={guide / 'exchange'}")
    with pytest.MonkeyPatch.context() as patch:  # nbgrader looks there for submissions
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
    "dlcourse report 01_perceptron --html report.html": (".", 0, "report.html: the report on 01_perceptron"),
    "dlcourse report": (".", 0, "3 students"),
    "dlcourse similar 01_perceptron": (".", 0, "of 3 pairs of 3 students"),
    "dlcourse report 01_perceptron --format csv": (".", 0, f"{DOWNLOAD},18.0,20.0"),
    "dlcourse report 01_perceptron --format json": (".", 0, f'"student": "{DOWNLOAD}"'),
    "dlcourse grade 01_perceptron --workers 4": (".", 0, "graded 0, unchanged 3, not graded 0"),
    "dlcourse grade 01_perceptron --student ada --force": (".", 0, "graded 1, unchanged 0, not graded 0"),
    "dlcourse grade 01_perceptron --student ada --notebook more.ipynb": (".", 2, "ada handed in no file more.ipynb"),
    "dlcourse mark 01_perceptron": (".", 0, "To read:"),
    "dlcourse mark 01_perceptron ada slope unclear": (".", 0, "ada: written-answer-1 1 of 2 points"),
    "dlcourse mark 01_perceptron ada --none": (".", 0, "ada"),
    "dlcourse grade 01_perceptron --allow-lower": (".", 0, "graded 0, unchanged 3, not graded 0"),
    "dlcourse grade 01_perceptron --preview": (".", 0, "nothing was written"),
    "dlcourse release 01_perceptron": (".", 0, "The release of 01_perceptron is made."),
    "dlcourse release 01_perceptron --allow-lower": (".", 0, "The release of 01_perceptron is made."),
    "dlcourse roster": (".", 0, "3 in the class, 0 withdrawn, sections: A."),
    "dlcourse roster class.csv": (".", 0, "0 added, 0 changed, 3 as before."),
    "dlcourse report 01_perceptron --section A": (".", 0, "18, 18 of 20 points"),
    "dlcourse extend 01 --student ada --days 2": (".", 0, "is due 2027-03-14 14:59 UTC, 2 days later"),
    "dlcourse extend 01 --student ada --none": (".", 0, "is due 2027-03-12 14:59 UTC, as for the others"),
    "nbgrader export --OfSection.section=A": (".", 0, "grades.csv"),
    "nbgrader export": (".", 0, "grades.csv"),
    "nbgrader export --ExportPlugin.assignment=01_perceptron": (".", 0, "grades.csv"),
    "nbgrader export --exporter=dlcourse.grading.lms.export.CanvasExport --to=canvas.csv": (".", 0, "canvas.csv"),
    "nbgrader export --exporter=dlcourse.grading.lms.export.MoodleExport --to=moodle.csv": (".", 0, "moodle.csv"),
    "dlcourse collect 01_perceptron moodle.zip --from moodle": (".", 0, "unchanged"),
    "dlcourse feedback 01_perceptron --to moodle feedback.zip": (".", 1, "1 pages are in feedback.zip"),
    "dlcourse collect 01_perceptron class.zip --from folder": (".", 0, "unchanged"),
    "dlcourse collect 01_perceptron canvas.zip --from canvas --roster roster.csv": (".", 0, "unchanged"),
    "dlcourse feedback 01_perceptron --to canvas feedback.zip": (".", 1, "1 pages are in feedback.zip"),
    "dlcourse collect 01_perceptron blackboard.zip --from blackboard --zone Asia/Seoul": (".", 0, "taken"),
    "dlcourse feedback 01_perceptron --to blackboard feedback.zip": (".", 1, "1 pages are in feedback.zip"),
    "nbgrader db upgrade": (".", 0, "Upgrading"),
    "dlcourse roster class.csv --withdraw-absent": (".", 0, "3 in the class, 0 withdrawn, sections: A."),
    "dlcourse roster --withdraw ada": (".", 0, "2 in the class, 1 withdrawn, sections: A."),
    "dlcourse roster --back ada": (".", 0, "3 in the class, 0 withdrawn, sections: A."),
    "nbgrader db student remove ada --force": (".", 0, ""),
}


@pytest.mark.parametrize("command", SAID, ids=lambda command: command.replace(CHAPTER, "CHAPTER"))
def test_each_command_in_the_text_works(guide, command):
    folder, code, text = SAID[command]
    answer = next(
        cell for cell in reference(guide) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "softmax"
    )
    (guide / "answer.py").write_text("import numpy as np\n" + "".join(answer["source"]), encoding="utf-8")
    (guide / "rubrics").mkdir(exist_ok=True)
    (guide / "rubrics" / f"{CHAPTER}.toml").write_text(block(GUIDE, "toml", "written-answer-1.slope"), encoding="utf-8")
    program, *arguments = command.replace("--seed N", "--seed 7").split()
    done = {"dlcourse": dlcourse, "nbgrader": nbgrader}[program](guide / folder, *arguments)
    assert (done.returncode, text in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr


def reference(course: Path) -> list[dict]:
    return json.loads((course / "solutions" / FILE).read_text(encoding="utf-8"))["cells"]


# Commands that take too long here, and the tests that run them.
ELSEWHERE = {
    "make test": "tests/test_makefile.py",
    "make handout": "tests/student/installed/test_handout.py",
    "make docs": "tests/pages/conftest.py",
    "make build": "tests/authoring/test_build.py",
    "dlcourse update": "tests/student/test_update.py",
    "nbgrader autograde": "tests/grading/test_classroom.py",
}


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_command_between_backquotes_is_run(document):
    """A new command in a document must be added above. A beginning of a command that is run is only its name."""
    lines = [line.command for name in (README, GUIDE) for line in shell_lines(name)]
    run = " ".join([*lines, *IN_README.values(), *IN_THE_GUIDE.values(), *SAID])
    commands = [code for code in between_backquotes(document) if code.startswith(("make ", "dlcourse ", "nbgrader "))]
    assert [code for code in commands if code not in run and not code.startswith(tuple(ELSEWHERE))] == []
    assert all((REPOSITORY / test).is_file() for test in ELSEWHERE.values())


def test_each_command_that_is_run_is_in_the_documents():
    written = between_backquotes(README) + between_backquotes(GUIDE)
    assert [command for command in SAID if command not in written] == []
