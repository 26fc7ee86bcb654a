"""Hostile submissions, run for real: no undeserved point, nothing touched, nothing left, and the next one unharmed."""

import os
import tempfile
import time
from textwrap import dedent

import pytest
from nbgrader.utils import is_grade

from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jail.landlock import landlock_version
from tests.grading.hostile.cases import CASES, SHORTCUTS
from tests.support.classroom import solved
from tests.support.hostile import SECONDS, graded, points, with_hostile_cell, with_shortcut
from tests.support.kernels import kernels_of, zygote
from tests.support.quick import cases

pytestmark = pytest.mark.needs("bubblewrap")


@pytest.fixture(scope="module", autouse=True)
def zygote_of_ones_own(tmp_path_factory):
    """Other tests run at the same time: here, every kernel of the zygote is one of these submissions'."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("own")))
        yield
        zygote_client.retire_all()


# One of each kind: the checks, the replies, the text of the answer, the kernel's end, files, the network, the grader.
QUICK = {
    "checks that always pass",
    "a forged reply to every request",
    "an agent of one's own",
    "answers that equal everything",
    "leaves at once",
    "looks for solutions",
    "writes where it may not",
    "connects",
    "a module that is loaded already",
}


@pytest.mark.parametrize("case", cases(SHORTCUTS, QUICK.__contains__))
def test_a_shortcut_earns_nothing_whatever_it_is_hidden_behind(case, tmp_path):
    assert points(graded(with_shortcut(SHORTCUTS[case]), tmp_path)) == 0


@pytest.mark.parametrize("case", cases(CASES, QUICK.__contains__))
def test_a_hostile_submission_earns_nothing_and_leaves_nothing(case, tmp_path):
    sentinel = tmp_path / "sentinel"
    sentinel.write_text("untouched")
    work = tmp_path / "work"
    work.mkdir()
    started = time.monotonic()
    result = graded(with_hostile_cell(CASES[case]), work)
    assert points(result) == 0, [cell.get("outputs") for cell in result.cells if is_grade(cell)]
    assert time.monotonic() - started < SECONDS
    assert sentinel.read_text() == "untouched"
    assert not list(work.iterdir())
    assert not os.path.exists("/tmp/dlcourse-pwned")
    _wait_until(lambda: not kernels_of(zygote()))


def _wait_until(condition) -> None:
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("a process of the submission is still there")


def test_an_honest_submission_after_all_of_them_has_its_points(tmp_path):
    assert points(graded(solved(), tmp_path)) == 18


# An answer for which the student's kernel is needed, so that the cells above it run.
GATES = "from scipy import constants\nAND, OR, NAND = ([1, 1], -1.5), ([1, 1], -500 / constants.kilo), ([-1, -1], 1.5)"


def solved_with_scipy():
    return solved(gates=GATES)


TOO_MUCH = ["one enormous output", "one output in nine hundred places", "prints without end", "displays without end"]


@pytest.mark.slow
@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_much_output_costs_nothing_but_its_own_cell(case, tmp_path):
    result = graded(with_hostile_cell(CASES[case], solved_with_scipy), tmp_path)
    assert points(result) == 18
    assert sum(len(str(output)) for cell in result.cells for output in cell.get("outputs", [])) < 31_000_000
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert any("The output was cut off here" in output.get("text", "") for output in cell.outputs)


@pytest.mark.slow
@pytest.mark.parametrize("leave", ["exit()", "quit()", "import sys\nsys.exit()", "raise SystemExit"])
def test_a_cell_that_wants_to_leave_costs_nothing(leave, tmp_path):
    result = graded(with_hostile_cell(f"print('run')\n{leave}", solved_with_scipy), tmp_path)
    assert points(result) == 18
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == "run\n"


def test_a_symlink_beside_the_notebook_is_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the solutions")
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "data.csv").write_text("1,2\n")
    probe = "import os\nprint(sorted(os.listdir('.')))"
    result = graded(with_hostile_cell(probe), folder)
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == "['data.csv']\n"


SECONDS_TO_WALK = 120  # through all folders that a kernel sees


def test_no_file_of_the_course_is_visible(tmp_path):
    probe = """
    import os
    print([name for _, folders, names in os.walk("/") for name in folders + names if name.startswith("01_perceptron")])
    """
    result = graded(with_hostile_cell(dedent(probe)), tmp_path, SECONDS_TO_WALK)
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == "[]\n"


LEAVE = """
import os
for folder, folders, _ in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("proc", "usr")]
    try: open(os.path.join(folder, "for-the-next-one"), "w").close()
    except OSError: pass
print(os.path.exists("/dev/shm/for-the-next-one"))
"""
FIND = """
import os
print([folder for folder, _, names in os.walk("/") if "for-the-next-one" in names])
"""


def test_nothing_is_left_for_the_next_submission_in_any_folder(tmp_path):
    results = [graded(with_hostile_cell(probe), tmp_path, SECONDS_TO_WALK) for probe in (LEAVE, FIND)]
    shown = [next(cell for cell in result.cells if cell.metadata.get("hostile")).outputs[0].text for result in results]
    assert shown == ["True\n", "[]\n"]


BROUGHT_ALONG = """
import ctypes, os, shutil
refused = []
for target in ("program", "/dev/shm/program", "/tmp/program"):
    shutil.copy("/usr/bin/env", target)
    os.chmod(target, 0o700)
    for use in (lambda: os.execv(target, [target]), lambda: ctypes.CDLL(target)):
        try: use()
        except OSError as error: refused.append(type(error).__name__)
try: os.memfd_create("program")
except OSError as error: refused.append(type(error).__name__)
print(refused)
"""


def test_no_program_that_was_handed_in_can_be_run_or_loaded(tmp_path):
    result = graded(with_hostile_cell(BROUGHT_ALONG), tmp_path)
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == f"{['PermissionError', 'OSError'] * 3 + ['PermissionError']}\n"


REFUSALS = """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
io_uring_setup, bpf = (425, 321) if os.uname().machine == "x86_64" else (425, 280)
print(libc.syscall(io_uring_setup, 1, 0), libc.syscall(bpf, 0, 0, 0), libc.unshare(0x10000000))
print(libc.shmget(0, 4096, 0o600), libc.semget(0, 1, 0o600), libc.msgget(0, 0o600))
print([family for family in range(46) if family not in (1, 2, 10, 16) and socket_opens(family)])
"""


def test_system_calls_that_no_exercise_needs_are_refused(tmp_path):
    helper = """
    def socket_opens(family):
        import socket
        try: return bool(socket.socket(family))
        except OSError: return False
    """
    result = graded(with_hostile_cell(dedent(helper) + REFUSALS), tmp_path)
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == "-1 -1 -1\n-1 -1 -1\n[]\n"


@pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock")
def test_landlock_refuses_to_write_outside_of_the_private_folders(tmp_path):
    probe = """
    import subprocess, sys
    sys.stdout.flush()
    from dlcourse.grading.jail.landlock import restrict_files
    folder = "inner"
    import os
    os.mkdir(folder)
    if os.fork() == 0:
        restrict_files([folder])
        open(folder + "/in", "w").close()
        try: open("out", "w").close()
        except PermissionError: open(folder + "/refused", "w").close()
        os._exit(0)
    os.wait()
    print(sorted(os.listdir(folder)))
    """
    result = graded(with_hostile_cell(dedent(probe)), tmp_path, SECONDS_TO_WALK)
    (cell,) = [cell for cell in result.cells if cell.metadata.get("hostile")]
    assert cell.outputs[0].text == "['in', 'refused']\n"
