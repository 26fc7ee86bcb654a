"""deploy/hub/README.md: each of its lines works, and a class that was set up so hands in and gets its points.

The lines change accounts, /opt, /srv and more. Here they run as root where all of that is covered by layers (overlayfs, in
mounts of their own), so that the machine stays as it was. What ends the outermost process ends everything in there.
"""

import configparser
import json
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.hub.hub import Person, answers, wait_until
from tests.hub.place import readable_python
from tests.support.documents import Line, block, shell_lines
from tests.support.walk import COMPLAINT, own_environment, script

pytestmark = [pytest.mark.needs("root", "npm", "bubblewrap"), pytest.mark.slow]

PAGE = REPOSITORY / "deploy" / "hub" / "README.md"
ADDRESS = "http://127.0.0.1:8000"  # as the page says
CHAPTER = "01_perceptron"
FILE = f"{CHAPTER}/{CHAPTER}.ipynb"
COURSE = {"course_id": "dlcourse", "assignment_id": CHAPTER}
TEACHER, STUDENT, PASSWORD = "grace", "ada", "only-for-a-test"
POINTS = 18  # of the reference solution: the written answer, of 2 points, waits for a person
AFTER_LOGIN = [line for line in shell_lines(PAGE) if line.section.startswith("5 ")]
AS_ROOT = [line for line in shell_lines(PAGE) if line not in AFTER_LOGIN]
PROGRAMS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"  # PATH of root and of services
STAND_INS = {  # adduser asks questions, and the class is somebody's
    "adduser grace": f"adduser --quiet --disabled-password --gecos '' grace; echo grace:{PASSWORD} | chpasswd",
    "umask 077": f"{{line}}; printf 'id,first_name,last_name,email\\n{STUDENT},Ada,Example,ada@example.org\\n' > class.csv",
}
HOME = Path.home()  # of root, with its settings for downloads and what was downloaded
COVERED = ("/etc", "/home", "/opt", "/srv", "/var/lib", "/run", str(HOME))
NEW_PLACES = ("/opt/dlcourse", "/srv/dlcourse", "/run/dlcourse", "/var/lib/jupyterhub", HOME / "passwords.txt")
COVER = """
for place in {places}; do
    mkdir -p "{folder}/layers$place/upper" "{folder}/layers$place/work"
    chmod --reference="$place" "{folder}/layers$place/upper"
    mount -t overlay overlay -o "lowerdir=$place,upperdir={folder}/layers$place/upper,workdir={folder}/layers$place/work" "$place"
done
mount --bind {folder}/tmp /tmp
git config --system --add safe.directory '*'  # the repository is root's, and other accounts clone it
cd {folder}/clone
"""
# What systemd does with the page's unit file.
SERVICE = """
at="the service"
cp class.csv /home/grace/dlcourse/ && chown grace: /home/grace/dlcourse/class.csv
mkdir -m {StateDirectoryMode} /var/lib/{StateDirectory}
cd {WorkingDirectory}
umask 022
echo READY
exec env -i LANG=C.UTF-8 PATH="$PATH" {ExecStart}
"""


@pytest.fixture(scope="module")
def folder():
    """A folder that every account can enter, outside of /tmp."""
    folder = Path(tempfile.mkdtemp(prefix="dlcourse-page-", dir="/var/tmp"))
    folder.chmod(0o755)
    (folder / "tmp").mkdir()
    (folder / "tmp").chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def passwords(folder):
    """The hub, set up and started as the page says: login → password, as root was told them."""
    for clone in ("repository", "clone"):
        subprocess.run(["git", "clone", "--quiet", REPOSITORY, folder / clone], check=True)
    with (folder / "log").open("w") as log:
        command = "unshare --mount --propagation private --pid --fork --kill-child --mount-proc bash -c".split()
        outermost = subprocess.Popen(
            [*command, all_of_root(folder)], env=environment_of_root(folder), stdin=subprocess.DEVNULL,
            stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_until(lambda: is_up(outermost, folder / "log"), 400, f"the hub answers at {ADDRESS}")
            lines = roots(folder, "passwords.txt").read_text().splitlines()
            yield {TEACHER: PASSWORD} | dict(line.split() for line in lines)
        finally:
            outermost.kill()
            outermost.wait()


def roots(folder: Path, name: str) -> Path:
    """A file that root made in the home of root."""
    return folder / "layers" / HOME.relative_to("/") / "upper" / name


def is_up(outermost: subprocess.Popen, log: Path) -> bool:
    assert outermost.poll() is None, log.read_text()[-8000:]
    return "READY" in log.read_text() and answers(f"{ADDRESS}/hub/api/", outermost)


def all_of_root(folder: Path) -> str:
    """All that root does: cover the machine, the page's lines, and the service."""
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read_string(block(PAGE, "ini", "[Service]"))
    cover = COVER.format(places=" ".join(COVERED), folder=folder)
    lines = script(AS_ROOT, STAND_INS, folder / "repository")
    return f"set -e\n{cover}\n{lines}\n{SERVICE.format(**unit['Service'])}"


def environment_of_root(folder: Path) -> dict[str, str]:
    """What root's shell has on a fresh server."""
    python = readable_python(folder) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return own_environment() | {"HOME": str(HOME), "PATH": PROGRAMS, "PYTHON": str(python)}


@pytest.fixture(scope="module")
def teacher(passwords):
    return Person(ADDRESS, TEACHER, passwords[TEACHER]).start()


@pytest.fixture(scope="module")
def graded(passwords, teacher):
    """All lines of the instructor have run; a student handed in when the chapter was released. Yields the student."""
    student = None
    for line in AFTER_LOGIN:
        run(teacher, line)
        if line.command.startswith("nbgrader release_assignment"):
            student = Person(ADDRESS, STUDENT, passwords[STUDENT]).start()
            hand_in(student)
    return student


def run(person: Person, line: Line) -> None:
    """A line of the page in the course's folder; an error says which it was."""
    try:
        said = person.shell(f"cd ~/dlcourse && {line.text}")
    except RuntimeError as problem:
        raise AssertionError(f"{line.place}: {line.command} failed: {problem}") from None
    assert not COMPLAINT.search(said), f"{line.place}: {line.command} said: {said}"


def hand_in(student: Person) -> None:
    student.at("POST", "assignments/fetch", **COURSE)
    work = json.loads((REPOSITORY / "solutions" / FILE).read_text(encoding="utf-8"))
    student.at("PUT", f"api/contents/{FILE}", type="notebook", content=work)
    assert student.at("POST", "assignments/submit", **COURSE)["success"]


def test_the_reference_solution_has_its_points(teacher, graded):
    record = json.loads(teacher.shell(f"cat ~/dlcourse/autograded/{STUDENT}/{CHAPTER}/.dlcourse.json"))
    assert sum(record["points"].values()) == POINTS


def test_the_student_gets_the_page(graded):
    graded.at("POST", "assignments/fetch_feedback", **COURSE)
    assert f"Score: {float(POINTS)}" in graded.shell(f"cat ~/{CHAPTER}/feedback/*/{CHAPTER}.html")


def test_nobody_else_reads_the_passwords(folder, passwords):
    assert roots(folder, "passwords.txt").stat().st_mode & 0o077 == 0
    assert set(passwords) == {TEACHER, STUDENT}


def test_the_machine_is_as_it_was(passwords):
    assert not set(passwords) & {account.pw_name for account in pwd.getpwall()}
    assert not [path for path in NEW_PLACES if Path(path).exists()]
