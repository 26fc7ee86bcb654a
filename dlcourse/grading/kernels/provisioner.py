"""Forked kernels for jupyter_client: whatever starts kernels through it can start these."""

import asyncio
import os
import shutil
import signal
import stat
import tempfile
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Bool, Instance, Unicode

from dlcourse.grading.kernels import jail
from dlcourse.grading.kernels.limits import Limits
from dlcourse.grading.kernels.server import JAILED, ForkServer, fork_server

SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 0.003
_PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class ForkedProvisioner(KernelProvisionerBase):
    """Kernels forked from the zygote, reached through sockets in the file system."""

    isolation = Unicode("bubblewrap", help="bubblewrap, or none: no protection at all").tag(config=True)
    bare = Bool(False, help="Python and NumPy alone: no framework is there.").tag(config=True)
    limits = Instance(Limits, args=()).tag(config=True)

    _pid: int | None = None
    _exit_code: int | None = None
    _scratch: str | None = None

    @property
    def has_process(self) -> bool:
        return self._pid is not None

    def _server(self) -> ForkServer:
        return fork_server(self.isolation, bare=self.bare)

    async def pre_launch(self, **kwargs) -> dict:
        """Nothing to prepare: the command of the kernelspec is not used."""
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs) -> dict:
        """Fork a kernel and give its connection. Raises OSError when it does not come up."""
        server = self._server()
        self._exit_code = None
        info = {
            "transport": "ipc",
            "key": self.parent.session.key.decode(),
            "signature_scheme": self.parent.session.signature_scheme,
            **{name: number for number, name in enumerate(_PORTS, start=1)},
        }
        if self.isolation == "none":
            self._scratch = tempfile.mkdtemp(prefix="dlcourse-")
            work = str(Path(kwargs.get("cwd") or self._scratch).resolve())
            folders = {"work": work, "home": self._scratch, "tmp": self._scratch}
            sockets = inside = Path(self._scratch)
        else:
            folders, inside = JAILED, Path(jail.SOCKETS)
        self._pid = server.fork(info | {"ip": str(inside / "k")}, folders, self.limits)
        if self.isolation != "none":
            root = await self._appearance(lambda: server.root(self._pid))
            sockets = root / jail.SOCKETS.lstrip("/")
        await self._appearance(lambda: [os.stat(f"{sockets}/k-{port}") for port in range(1, 6)])
        if self.isolation != "none" and kwargs.get("cwd"):
            _copy_files(Path(kwargs["cwd"]), root / jail.WORK.lstrip("/"), self.limits.disk_bytes // 2)
        return info | {"ip": str(sockets / "k"), "key": self.parent.session.key}

    async def _appearance(self, look):
        """What `look` gives, once it no longer raises OSError."""
        for _ in range(round(SECONDS_TO_START / SECONDS_BETWEEN_LOOKS)):
            try:
                return look()
            except OSError as error:
                if await self.poll() is not None:
                    raise OSError("the kernel ended before it was ready") from error
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        raise OSError(f"the kernel was not ready after {SECONDS_TO_START} seconds")

    async def poll(self) -> int | None:
        if self._pid is not None and self._exit_code is None:
            self._exit_code = self._server().poll(self._pid)
        return self._exit_code

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        code, self._pid = self._exit_code, None
        return code

    async def send_signal(self, signum: int) -> None:
        if self._pid is not None:
            self._server().signal(self._pid, signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)  # there is nothing in a jail worth a goodbye

    async def cleanup(self, restart: bool = False) -> None:
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


def _copy_files(source: Path, target: Path, most_bytes: int) -> None:
    """Copy the files that lie beside a submission's notebook into the jail: plain ones, up to a size."""
    left = most_bytes
    for folder, _, names in os.walk(source):
        for name in names:
            path = Path(folder, name)
            status = path.lstat()
            if path.suffix == ".ipynb" or not stat.S_ISREG(status.st_mode) or status.st_size > left:
                continue
            left -= status.st_size
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy, follow_symlinks=False)
