"""One zygote serves all programs of a user, and is replaced when it has died or packages have changed."""

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

from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jail.limits import Limits
from dlcourse.grading.jupyter.manager import manager_of_forks
from tests.support.kernels import zygote

PRINT_ZYGOTE = """
from dlcourse.grading.jail import zygote_client
print(zygote_client.connect("bubblewrap", bare=True)[1])
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch):
    """A folder for the zygotes of one test, which end with it; its path is short enough for a socket."""
    with tempfile.TemporaryDirectory() as own:
        monkeypatch.setattr(tempfile, "tempdir", own)
        yield Path(own, f"dlcourse-{os.getuid()}")
        monkeypatch.undo()
        monkeypatch.setattr(tempfile, "tempdir", own)
        with contextlib.suppress(zygote_client.ZygoteError):
            zygote_client.retire_all()
        monkeypatch.undo()


def wait_for_end(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
        process = psutil.Process(pid)
        psutil.wait_procs([process], timeout=30)
        assert process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.needs("bubblewrap")
def test_the_next_client_connects_to_the_same_zygote():
    assert zygote(bare=True) == zygote(bare=True)


@pytest.mark.needs("bubblewrap")
def test_two_programs_that_connect_at_once_start_one_zygote(folder):
    environment = os.environ | {"TMPDIR": str(folder.parent)}
    programs = [
        subprocess.Popen([sys.executable, "-c", PRINT_ZYGOTE], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert len({program.communicate(timeout=60)[0] for program in programs}) == 1
    assert [program.returncode for program in programs] == [0, 0]


@pytest.mark.needs("bubblewrap")
def test_it_outlives_the_program_that_started_it(folder):
    command = [sys.executable, "-c", PRINT_ZYGOTE]
    environment = os.environ | {"TMPDIR": str(folder.parent)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert zygote(bare=True) == int(run.stdout)


@pytest.mark.needs("bubblewrap")
def test_after_it_has_died_the_next_client_starts_another():
    first = zygote(bare=True)
    os.kill(first, signal.SIGKILL)
    wait_for_end(first)
    assert zygote(bare=True) != first


@pytest.mark.needs("bubblewrap")
def test_after_its_socket_is_removed_the_next_client_starts_another(folder):
    first = zygote(bare=True)
    for path in folder.glob("*.socket"):
        path.unlink()
    second = zygote(bare=True)
    assert second != first
    os.kill(first, signal.SIGKILL)  # without a socket, it cannot be told to end


@pytest.mark.needs("bubblewrap")
def test_after_packages_change_a_new_zygote_starts_and_the_old_one_ends(monkeypatch):
    first = zygote(bare=True)
    monkeypatch.setattr(zygote_client, "_versions", lambda: [1, 2])
    second = zygote(bare=True)
    assert second != first
    wait_for_end(first)
    assert zygote(bare=True) == second


def test_the_versions_change_with_a_module_of_this_package_and_with_other_packages(tmp_path, monkeypatch):
    (tmp_path / "room").mkdir()
    module = tmp_path / "room" / "module.py"
    module.touch()
    monkeypatch.setattr(zygote_client.installation, "package", lambda: tmp_path)
    monkeypatch.setattr(zygote_client.installation, "packages", lambda: [tmp_path / "packages"])
    (tmp_path / "packages").mkdir()
    before = zygote_client._versions()
    os.utime(module, (10**9, 2 * 10**9))
    edited = zygote_client._versions()
    os.utime(tmp_path / "packages", (10**9, 10**9))
    assert len({tuple(before), tuple(edited), tuple(zygote_client._versions())}) == 3


def test_it_ends_after_a_time_without_connections():
    program = """
import socket, sys, tempfile
from dlcourse.grading.jail import zygote
zygote.MAX_IDLE_SECONDS = 0.2
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind(tempfile.mkdtemp() + "/socket")
listener.listen()
zygote.serve(listener, [])
print("ended")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "ended\n"


def test_a_folder_that_others_can_open_is_an_error(folder):
    folder.mkdir(mode=0o755)
    with pytest.raises(zygote_client.ZygoteError, match="must be a folder that belongs to you"):
        zygote_client.start_in_background("bubblewrap")


def test_a_link_in_place_of_the_folder_is_an_error(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(zygote_client.ZygoteError, match="must be a folder that belongs to you"):
        zygote_client.start_in_background("bubblewrap")


def test_a_zygote_that_ends_without_output_is_an_error(monkeypatch):
    monkeypatch.setattr(zygote_client.bubblewrap, "command", lambda arguments, bare: ["false"])
    message = r"(does not start|as soon as it was started): it ended without giving a reason"
    with pytest.raises(zygote_client.ZygoteError, match=message):
        zygote_client.connect("bubblewrap", bare=True)


def test_the_error_tells_why_a_kernel_does_not_start():
    manager = manager_of_forks("bubblewrap", bare=True)
    manager.config.ForkedProvisioner.limits = Limits(disk_bytes=-1)
    with pytest.raises(OSError, match=r"ended before it was ready: OSError: .* mount: Invalid argument"):
        run_sync(manager.start_kernel)()


def test_a_submission_cannot_write_to_the_log_of_the_zygote(folder):
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    client = manager.client()
    client.start_channels()
    descriptors = "'/proc/self/fd/' + name for name in os.listdir('/proc/self/fd')"
    open_files = f"[os.readlink(path) for path in ({descriptors}) if os.path.exists(path)]"
    sent = client.execute("import os", silent=True, user_expressions={"open files": open_files})
    while (reply := run_sync(client.get_shell_msg)(timeout=60))["parent_header"].get("msg_id") != sent:
        pass
    run_sync(manager.shutdown_kernel)(now=True)
    assert ".log" not in str(reply["content"]["user_expressions"])
    assert "/dev/null" in str(reply["content"]["user_expressions"])


def test_the_error_tells_why_a_zygote_does_not_start(monkeypatch):
    program = "import sys; print('Traceback', file=sys.stderr); sys.exit('ImportError: libfive.so is missing')"
    monkeypatch.setattr(zygote_client.bubblewrap, "command", lambda arguments, bare: [sys.executable, "-c", program])
    with pytest.raises(zygote_client.ZygoteError, match=r"ImportError: libfive\.so is missing"):
        zygote_client.connect("bubblewrap", bare=True)
