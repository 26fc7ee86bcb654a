"""A class of ten on one server, told in order: fetch, solve, hand in all at once, grade, give back; nobody pries."""

import csv
import io
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.hub.accounts import STUDENTS, TEACHER
from tests.hub.hub import Person, RefusedError, hub
from tests.support.classroom import CHAPTER, CLASS, notebook

pytestmark = [pytest.mark.needs("root", "npm", "bubblewrap"), pytest.mark.slow]

ONE_AXIS = notebook(softmax="def softmax(z):\n    e = np.exp(z)\n    return e / e.sum()"), 1
KINDS = ("perfect", "partial", "untouched", "all-zero", "syntax-error", "extra-cells", "loud", "deleted-check")
# student → (what they hand in, the points it is worth before the written answer is read)
WORKS = dict(zip(STUDENTS, [*(CLASS[kind] for kind in KINDS), CLASS["deleted-exercise"], ONE_AXIS], strict=True))
FILE = f"{CHAPTER}/{CHAPTER}.ipynb"
COURSE = {"course_id": "dlcourse", "assignment_id": CHAPTER}


@pytest.fixture(scope="module")
def address(server):
    with hub(server.folder, server.programs) as address:
        yield address


@pytest.fixture(scope="module")
def teacher(server, address):
    return Person(address, TEACHER, server.passwords[TEACHER]).start()


@pytest.fixture(scope="module")
def students(server, address, teacher):
    """Ten people who log in within the same second, and start their servers, after the chapter was released."""
    teacher.shell(f"cd ~/dlcourse && nbgrader generate_assignment {CHAPTER} --force")
    teacher.shell(f"cd ~/dlcourse && nbgrader release_assignment {CHAPTER}")
    return everyone(lambda name: Person(address, name, server.passwords[name]).start(), STUDENTS)


def everyone(act, people) -> list:
    """What each does, all at the same moment."""
    gate = threading.Barrier(len(people))

    def wait_and_act(person):
        gate.wait(timeout=60)
        return act(person)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(wait_and_act, people))


@pytest.fixture(scope="module")
def handed_in(students):
    """Each fetches the chapter, writes answers into it, and hands it in, all ten at once."""

    def solve(student):
        student.at("POST", "assignments/fetch", **COURSE)
        student.at("GET", f"api/contents/{FILE}")  # it is there
        work, _ = WORKS[student.name]
        student.at("PUT", f"api/contents/{FILE}", type="notebook", content=work)

    everyone(solve, students)
    return everyone(lambda student: student.at("POST", "assignments/submit", **COURSE), students)


@pytest.fixture(scope="module")
def scores(teacher, handed_in):
    """The points in the gradebook, once the teacher collected and graded."""
    log = teacher.shell(f"cd ~/dlcourse && nbgrader collect {CHAPTER}")
    assert "left out" not in log, log
    teacher.shell(f"cd ~/dlcourse && dlcourse grade {CHAPTER} && nbgrader export")
    table = csv.DictReader(io.StringIO(teacher.shell("cat ~/dlcourse/grades.csv").strip("\ufeff \n")))
    return {row["student_id"]: float(row["score"]) for row in table if row["assignment"] == CHAPTER}


def test_a_wrong_password_opens_nothing(server, address):
    with pytest.raises(RefusedError, match="403"):
        Person(address, STUDENTS[0], "a guess")


def test_an_account_outside_of_the_class_is_not_let_in(server, address):
    from tests.hub.accounts import run

    run("gpasswd", "--delete", STUDENTS[9], "dlcourse-students")
    try:
        with pytest.raises(RefusedError, match="403"):
            Person(address, STUDENTS[9], server.passwords[STUDENTS[9]])
    finally:
        run("gpasswd", "--add", STUDENTS[9], "dlcourse-students")


def test_each_hand_in_is_confirmed(handed_in):
    for reply in handed_in:
        assert reply["success"], reply
        assert [entry["status"] for entry in reply["value"]].count("submitted") == 1


def test_nothing_is_lost_and_everyone_has_the_points_expected(scores):
    assert scores == {student: points for student, (_, points) in WORKS.items()}


# What a student tries to read, of others and of the teacher. Each is a line of Python that runs in their kernel.
PLACES = {
    "another's home": "os.listdir('{homes}/{other}')",
    "another's notebook": "open('{homes}/{other}/{file}').read()",
    "another's keys, and the sockets of their kernels": "os.listdir('{runtime}/{other}')",
    "the list of submissions": "os.listdir('{exchange}/dlcourse/inbound')",
    "another's submission, its secret name known": "os.listdir('{submission}')",
    "another's submitted notebook": "open('{submission}/{chapter}.ipynb').read()",
    "moving another's submission": "os.rename('{submission}', '{exchange}/dlcourse/inbound/gone')",
    "writing into another's submission": "open('{submission}/extra.txt', 'w')",
    "the teacher's home": "os.listdir('{homes}/{teacher}')",
    "the solution": "open('{homes}/{teacher}/dlcourse/solutions/{chapter}/{chapter}.ipynb').read()",
    "the solution's source": "open('{homes}/{teacher}/dlcourse/solutions/{chapter}/{chapter}.py').read()",
    "the gradebook": "open('{homes}/{teacher}/dlcourse/gradebook.db', 'rb').read()",
    "what was collected": "os.listdir('{homes}/{teacher}/dlcourse/submitted')",
    "what was graded": "os.listdir('{homes}/{teacher}/dlcourse/autograded')",
    "the list of feedback": "os.listdir('{exchange}/dlcourse/feedback')",
    "changing the release": "open('{exchange}/dlcourse/outbound/{file}', 'a')",
    "replacing the release": "os.rename('{exchange}/dlcourse', '{exchange}/mine')",
    "the hub's database": "open('{hub}/jupyterhub.sqlite', 'rb').read()",
    "the hub's secrets": "os.listdir('{hub}')",
    "another's environment, with the token in it": "open('/proc/{process}/environ').read()",
    "changing the course's package": "open('{package}/dlcourse/__init__.py', 'a')",
}
TRY = """
import os
def refused(attempt):
    try:
        attempt()
    except PermissionError:
        return True
    return False
"""


def process_of(name: str) -> int:
    """The process of a person's server."""
    owned = [process for process in psutil.process_iter(["username", "cmdline"]) if process.info["username"] == name]
    (server,) = [process.pid for process in owned if any("singleuser" in part for part in process.info["cmdline"])]
    return server


def test_every_attempt_to_pry_is_refused(server, students, scores):
    def succeeded(student):
        other = STUDENTS[(STUDENTS.index(student.name) + 1) % len(STUDENTS)]
        (submission,) = (server.folder / "exchange/dlcourse/inbound").glob(f"{other}+*")
        known = {"homes": server.folder / "homes", "other": other, "teacher": TEACHER, "chapter": CHAPTER, "file": FILE}
        known |= {"exchange": server.folder / "exchange", "hub": server.folder / "hub", "submission": submission}
        known |= {"package": server.folder, "process": process_of(other), "runtime": server.folder / "runtime"}
        attempts = {what: line.format(**known) for what, line in PLACES.items()}
        lines = [f"{what!r}: refused(lambda: {line})" for what, line in attempts.items()]
        found = student.run(f"{TRY}print([what for what, kept in {{{', '.join(lines)}}}.items() if not kept])")
        return f"{student.name}: {found.strip()}"

    assert everyone(succeeded, students) == [f"{name}: []" for name in STUDENTS]


def test_no_kernel_listens_where_a_neighbour_could(server, students):
    """A port on the loopback device is open to every account, and what a kernel prints is sent there unencrypted."""
    where = json.loads(students[1].run("import ipykernel\nprint(ipykernel.get_connection_info())"))
    assert where["transport"] == "ipc"
    assert Path(where["ip"]).parent == server.folder / "runtime" / STUDENTS[1]  # closed to others: see PLACES


def test_no_solution_lies_where_students_can_read(server, students):
    """Neither in the release nor anywhere else: notebooks with solutions or hidden tests, or the chapters' sources."""
    elsewhere = f"find {server.folder} -name .venv -prune -o -path ~ -prune -o"
    marks = "xargs -0 grep -lE 'BEGIN (SOLUTION|HIDDEN TESTS)'"
    assert students[0].shell(f"{elsewhere} -name '*.ipynb' -print 2>/dev/null | wc -l").strip() == "1"  # the release
    assert students[0].shell(f"{elsewhere} -name '*.ipynb' -print0 2>/dev/null | {marks} || true").strip() == ""
    assert students[0].shell(f"{elsewhere} -name '[0-9][0-9]_*.py' -print 2>/dev/null || true").strip() == ""


@pytest.mark.parametrize("path", ["api/contents", f"api/contents/{FILE}", "api/terminals", "api/kernels"])
def test_another_students_server_does_not_answer(students, path):
    for student, other in zip(students, STUDENTS[1:] + STUDENTS[:1], strict=True):
        with pytest.raises(RefusedError, match="403"):
            student.at("GET", path, whose=other)


@pytest.mark.parametrize(("method", "path"), [("GET", "users"), ("GET", "proxy"), ("DELETE", "users/{}/server")])
def test_a_student_cannot_run_the_hub(students, method, path):
    with pytest.raises(RefusedError, match=r"40[34]"):
        students[0].call(method, path.format(STUDENTS[1]))


def test_students_have_no_formgrader_and_the_teacher_has(students, teacher):
    with pytest.raises(RefusedError, match="404"):
        students[0].at("GET", "formgrader/api/assignments")
    assert [assignment["name"] for assignment in teacher.at("GET", "formgrader/api/assignments")] == [CHAPTER]


def test_work_handed_in_for_someone_else_is_left_out(server, students, teacher, scores):
    """A folder in another's name, later than theirs, and a link in place of a notebook: neither is collected."""
    victim, mallory = STUDENTS[0], students[1]
    inbound = server.folder / "exchange/dlcourse/inbound"
    solution = server.folder / "homes" / TEACHER / "dlcourse/solutions" / FILE
    forged = inbound / f"{victim}+{CHAPTER}+2099-01-01 00:00:00.000000 UTC+forged"
    linked = inbound / f"{mallory.name}+{CHAPTER}+2099-01-01 00:00:00.000000 UTC+linked"
    mallory.run(
        f"import os\nos.umask(0)\nfor folder in ({str(forged)!r}, {str(linked)!r}):\n"
        "    os.mkdir(folder)\n"
        "    open(folder + '/timestamp.txt', 'w').write('2099-01-01 00:00:00.000000 UTC')\n"
        f"os.symlink({str(solution)!r}, {str(linked)!r} + '/{CHAPTER}.ipynb')"
    )
    log = teacher.shell(f"cd ~/dlcourse && nbgrader collect {CHAPTER} --update")
    assert re.search(r"forged is left out: it is not a folder that belongs to the student it names", log)
    submitted = server.folder / "homes" / TEACHER / "dlcourse/submitted"
    assert "2099" not in (submitted / victim / CHAPTER / "timestamp.txt").read_text()
    assert "2099" in (submitted / mallory.name / CHAPTER / "timestamp.txt").read_text()  # their own, so it is taken
    assert not (submitted / mallory.name / FILE.split("/")[1]).exists()


LIMITS = {
    "memory": ("bytearray(5 * 2**30)", "MemoryError"),
    "a file": ("open(os.path.expanduser('~/big'), 'wb').truncate(2**31)", "OSError"),
    "processes": ("[threading.Thread(target=gate.wait).start() for _ in range(2000)]", "RuntimeError"),
}


@pytest.mark.parametrize("what", LIMITS)
def test_limits_act(students, what):
    attempt, error = LIMITS[what]
    code = f"import os, threading\ngate = threading.Event()\ntry:\n    {attempt}\nexcept BaseException as problem:\n"
    code += "    print(type(problem).__name__)\nelse:\n    print('no limit')\nfinally:\n    gate.set()"
    assert students[2].run(code).strip() == error


@pytest.fixture(scope="module")
def feedback(students, teacher, scores):
    """Feedback is made and released; then everyone fetches what is theirs: student → their pages."""
    teacher.shell(f"cd ~/dlcourse && nbgrader generate_feedback {CHAPTER} && nbgrader release_feedback {CHAPTER}")
    everyone(lambda student: student.at("POST", "assignments/fetch_feedback", **COURSE), students)
    find = "import pathlib\nprint('\\n'.join(map(str, pathlib.Path.home().rglob('feedback/*/*.html'))))"
    return {student.name: student.run(find).split("\n")[:-1] for student in students}


def test_each_gets_their_own_feedback_and_no_other(server, feedback):
    for student, pages in feedback.items():
        (page,) = filter(None, pages)
        text = Path(page).read_text(encoding="utf-8")
        assert re.search(rf"Score: {float(WORKS[student][1])} */ *20.0", text), student


def test_the_idle_culler_runs(server, address):
    lines = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    mine = [line for line in lines if "jupyterhub_idle_culler" in line and str(server.folder) in line]
    assert len(mine) == 1
    assert "--timeout=3600" in mine[0]


def test_released_work_is_whole(handed_in, server):
    """Ten folders in the exchange, each with the notebook that its student wrote."""
    inbound = server.folder / "exchange/dlcourse/inbound"
    for student, (work, _) in WORKS.items():
        (folder,) = [path for path in inbound.glob(f"{student}+*") if "2099" not in path.name]
        found = nbformat.read(folder / f"{CHAPTER}.ipynb", as_version=4)
        assert [cell.source for cell in found.cells] == [cell.source for cell in work.cells]
