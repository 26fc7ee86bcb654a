"""One zygote serves the machine: found by whoever comes next, made anew when it has died or packages have changed."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from jupyter_core.utils import run_sync

from dlcourse.grading.kernels import start
from dlcourse.grading.kernels.limits import Limits
from dlcourse.grading.kernels.manager import manager_of_forks
from tests.grading.kernels import zygote


@pytest.fixture(autouse=True)
def folder(monkeypatch):
    """A place of its own for the zygotes of a test, which end with it; its path is short enough for a socket."""
    with tempfile.TemporaryDirectory() as own:
        monkeypatch.setattr(tempfile, "tempdir", own)
        yield Path(own, f"dlcourse-{os.getuid()}")
        monkeypatch.undo()
        monkeypatch.setattr(tempfile, "tempdir", own)
        with contextlib.suppress(start.NoZygote):
            start.retire_all()
        monkeypatch.undo()


def wait_for_end(pid: int) -> None:
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=30)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.needs("bubblewrap")
def test_the_next_caller_finds_the_same_zygote(bare=True):
    assert zygote(bare=True) == zygote(bare=True)


@pytest.mark.needs("bubblewrap")
def test_two_that_call_at_once_start_one(folder):
    program = "from dlcourse.grading.kernels import start; print(start.call('bubblewrap', bare=True)[1])"
    environment = os.environ | {"TMPDIR": str(folder.parent)}
    both = [
        subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert len({process.communicate(timeout=60)[0] for process in both}) == 1
    assert [process.returncode for process in both] == [0, 0]


@pytest.mark.needs("bubblewrap")
def test_it_outlives_the_program_that_started_it(folder):
    program = "from dlcourse.grading.kernels import start; print(start.call('bubblewrap', bare=True)[1])"
    environment = os.environ | {"TMPDIR": str(folder.parent)}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert zygote(bare=True) == int(run.stdout)


@pytest.mark.needs("bubblewrap")
def test_where_it_has_died_the_next_caller_starts_another():
    first = zygote(bare=True)
    os.kill(first, signal.SIGKILL)
    wait_for_end(first)
    assert zygote(bare=True) != first


@pytest.mark.needs("bubblewrap")
def test_where_it_cannot_be_called_any_more_there_is_another(folder):
    first = zygote(bare=True)
    for path in folder.glob("*.socket"):
        path.unlink()
    second = zygote(bare=True)
    assert second != first
    os.kill(first, signal.SIGKILL)  # nobody else could tell it to end


@pytest.mark.needs("bubblewrap")
def test_packages_that_change_make_a_new_one_and_the_old_one_ends(monkeypatch):
    first = zygote(bare=True)
    monkeypatch.setattr(start, "_stamp", lambda: [1, 2])
    second = zygote(bare=True)
    assert second != first
    wait_for_end(first)
    assert zygote(bare=True) == second


def test_the_stamp_changes_with_a_module_of_ours_and_with_what_is_installed(tmp_path, monkeypatch):
    (tmp_path / "room").mkdir()
    module = tmp_path / "room" / "module.py"
    module.touch()
    monkeypatch.setattr(start.installation, "package", lambda: tmp_path)
    monkeypatch.setattr(start.installation, "packages", lambda: [tmp_path / "packages"])
    (tmp_path / "packages").mkdir()
    before = start._stamp()
    os.utime(module, (10**9, 2 * 10**9))
    edited = start._stamp()
    os.utime(tmp_path / "packages", (10**9, 10**9))
    assert len({tuple(before), tuple(edited), tuple(start._stamp())}) == 3


def test_it_ends_when_nobody_calls():
    program = """
import socket, sys, tempfile
from dlcourse.grading.kernels import zygote
zygote.SECONDS_ALONE = 0.2
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind(tempfile.mkdtemp() + "/socket")
listener.listen()
zygote.serve(listener, [])
print("ended")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "ended\n"


def test_a_folder_that_others_may_enter_is_not_used(folder):
    folder.mkdir(mode=0o755)
    with pytest.raises(start.NoZygote, match="must be a folder that is yours alone"):
        start.begin("bubblewrap")


def test_a_link_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(start.NoZygote, match="must be a folder that is yours alone"):
        start.begin("bubblewrap")


def test_one_that_cannot_start_is_said_not_to(monkeypatch):
    monkeypatch.setattr(start.sandbox, "command", lambda arguments, bare: ["false"])
    with pytest.raises(start.NoZygote, match=r"(does not start|as soon as it was started): it ended without a word"):
        start.call("bubblewrap", bare=True)


def test_a_kernel_that_does_not_start_says_why():
    manager = manager_of_forks("bubblewrap", bare=True)
    manager.config.ForkedProvisioner.limits = Limits(disk_bytes=-1)
    with pytest.raises(OSError, match=r"ended before it was ready: OSError: .* mount: Invalid argument"):
        run_sync(manager.start_kernel)()


def test_nothing_that_a_submission_writes_is_kept_with_the_reasons(folder):
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    client = manager.client()
    client.start_channels()
    look = "[__import__('os').readlink(f'/proc/self/fd/{number}') for number in (1, 2)]"
    kept = "[os.readlink(f'/proc/self/fd/{name}') for name in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{name}')]"
    sent = client.execute("import os", silent=True, user_expressions={"files": kept, "own": look})
    while (reply := run_sync(client.get_shell_msg)(timeout=60))["parent_header"].get("msg_id") != sent:
        pass
    run_sync(manager.shutdown_kernel)(now=True)
    assert ".log" not in str(reply["content"]["user_expressions"])
    assert "/dev/null" in str(reply["content"]["user_expressions"])


def test_the_reason_why_one_does_not_start_is_told(monkeypatch):
    program = "import sys; print('Traceback', file=sys.stderr); sys.exit('ImportError: libfive.so is missing')"
    monkeypatch.setattr(start.sandbox, "command", lambda arguments, bare: [sys.executable, "-c", program])
    with pytest.raises(start.NoZygote, match=r"ImportError: libfive\.so is missing"):
        start.call("bubblewrap", bare=True)
