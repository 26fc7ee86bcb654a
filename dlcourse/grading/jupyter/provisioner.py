"""Forked kernels for jupyter_client: a program that starts kernels through it can start these."""

import asyncio
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Bool, Instance, Unicode

from dlcourse.files import entries
from dlcourse.grading.jail import namespaces
from dlcourse.grading.jail.limits import Limits
from dlcourse.grading.jail.socket_paths import folder_for_sockets
from dlcourse.grading.jail.unprivileged import making_files_as_user_of_kernels
from dlcourse.grading.jail.zygote_client import why_it_ended
from dlcourse.grading.jupyter.kernel_handle import FOLDERS_IN_JAIL, ForkedKernel

Result = TypeVar("Result")

SECONDS_TO_START = 60
SECONDS_BETWEEN_POLLS = 0.003
_PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class ForkedProvisioner(KernelProvisionerBase):
    """Kernels forked from the zygote, with connections through sockets in the file system."""

    isolation = Unicode("bubblewrap", help="bubblewrap, or none: no protection at all").tag(config=True)
    bare = Bool(False, help="Only Python and NumPy, no frameworks.").tag(config=True)
    limits = Instance(Limits, args=()).tag(config=True)

    kernel: ForkedKernel | None = None
    _exit_code: int | None = None
    _scratch_folder: str | None = None

    @property
    def has_process(self) -> bool:
        return self.kernel is not None

    async def pre_launch(self, **kwargs: Any) -> dict:
        """Nothing to prepare: the command of the kernelspec is not used."""
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel and give its connection information. Raises OSError when it does not start."""
        self._exit_code = None
        assert self.parent is not None, "the kernel's manager"
        session = self.parent.session
        info = {
            "transport": "ipc",
            "key": session.key.decode(),
            "signature_scheme": session.signature_scheme,
            **{name: number for number, name in enumerate(_PORTS, start=1)},
        }
        if self.isolation == "none":
            scratch = tempfile.mkdtemp(prefix="dlcourse-", dir=folder_for_sockets("dlcourse-12345678/k-1"))
            self._scratch_folder = scratch
            work = str(Path(kwargs.get("cwd") or scratch).resolve())
            folders = {"work": work, "home": scratch, "tmp": scratch}
            sockets = kernels_sockets = Path(scratch)
        else:
            folders, kernels_sockets = FOLDERS_IN_JAIL, Path(namespaces.SOCKETS)
        connection = info | {"ip": str(kernels_sockets / "k")}
        self.kernel = ForkedKernel(self.isolation, connection, folders, self.limits, bare=self.bare)
        if self.isolation != "none":
            root = await self._retry(self.kernel.root)
            sockets = root / namespaces.SOCKETS.lstrip("/")
        await self._retry(lambda: [os.stat(f"{sockets}/k-{port}") for port in range(1, 6)])
        if self.isolation != "none":
            await self._retry(lambda: _check_read_only(sockets))
        if self.isolation != "none" and kwargs.get("cwd"):
            _copy_files(Path(kwargs["cwd"]), root / namespaces.WORK.lstrip("/"), self.limits.disk_bytes // 2)
        return cast(KernelConnectionInfo, info | {"ip": str(sockets / "k"), "key": session.key})

    async def _retry(self, function: Callable[[], Result]) -> Result:
        """Call `function` until it no longer raises OSError, and give its result."""
        for _ in range(round(SECONDS_TO_START / SECONDS_BETWEEN_POLLS)):
            try:
                return function()
            except OSError as error:
                if await self.poll() is not None:
                    reason = why_it_ended(self.isolation, bare=self.bare)
                    raise OSError(f"the kernel ended before it was ready: {reason}") from error
                await asyncio.sleep(SECONDS_BETWEEN_POLLS)
        raise OSError(f"the kernel was not ready after {SECONDS_TO_START} seconds")

    async def poll(self) -> int | None:
        """The exit code, None while it runs. Raises OSError when the zygote has died, and the kernel with it."""
        if self.kernel and self._exit_code is None:
            self._exit_code = self.kernel.poll()
        return self._exit_code

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(SECONDS_BETWEEN_POLLS)
        self._close()
        return self._exit_code

    async def send_signal(self, signum: int) -> None:
        if self.kernel:
            self.kernel.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)  # not SIGTERM: a jail has nothing to save

    async def cleanup(self, restart: bool = False) -> None:
        self._close()
        if self._scratch_folder:
            shutil.rmtree(self._scratch_folder, ignore_errors=True)
            self._scratch_folder = None

    def _close(self) -> None:
        if self.kernel:
            self.kernel.close()
            self.kernel = None


def _check_read_only(folder: Path) -> None:
    """Raise OSError while files in a folder can still be replaced."""
    if not os.statvfs(folder).f_flag & os.ST_RDONLY:
        raise OSError(f"{folder} can be written to")


def _copy_files(source: Path, target: Path, max_bytes: int) -> None:
    """Copy the regular files beside a submission's notebook into the jail, as long as their sizes fit in max_bytes."""
    bytes_left = max_bytes
    for path, status in entries(source):
        if not status or not stat.S_ISREG(status.st_mode) or status.st_size > bytes_left:
            continue
        if path.suffix == ".ipynb" and b'"nbgrader"' in (source / path).read_bytes():  # it may hold hidden tests
            continue
        bytes_left -= status.st_size
        with open(source / path, "rb", opener=_without_following) as file, making_files_as_user_of_kernels():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            with (target / path).open("xb") as copy:
                shutil.copyfileobj(file, copy)


def _without_following(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
