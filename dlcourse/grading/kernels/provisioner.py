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

from dlcourse.grading.files import entries
from dlcourse.grading.kernels import jail
from dlcourse.grading.kernels.forked import JAILED, ForkedKernel
from dlcourse.grading.kernels.limits import Limits
from dlcourse.grading.kernels.short_paths import folder_for_sockets
from dlcourse.grading.kernels.start import last_words

SECONDS_TO_START = 60
SECONDS_BETWEEN_LOOKS = 0.003
_PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class ForkedProvisioner(KernelProvisionerBase):
    """Kernels forked from the zygote, reached through sockets in the file system."""

    isolation = Unicode("bubblewrap", help="bubblewrap, or none: no protection at all").tag(config=True)
    bare = Bool(False, help="Python and NumPy alone: no framework is there.").tag(config=True)
    limits = Instance(Limits, args=()).tag(config=True)

    kernel: ForkedKernel | None = None
    _exit_code: int | None = None
    _scratch: str | None = None

    @property
    def has_process(self) -> bool:
        return self.kernel is not None

    async def pre_launch(self, **kwargs) -> dict:
        """Nothing to prepare: the command of the kernelspec is not used."""
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs) -> dict:
        """Fork a kernel and give its connection. Raises OSError when it does not come up."""
        self._exit_code = None
        info = {
            "transport": "ipc",
            "key": self.parent.session.key.decode(),
            "signature_scheme": self.parent.session.signature_scheme,
            **{name: number for number, name in enumerate(_PORTS, start=1)},
        }
        if self.isolation == "none":
            self._scratch = tempfile.mkdtemp(prefix="dlcourse-", dir=folder_for_sockets("dlcourse-12345678/k-1"))
            work = str(Path(kwargs.get("cwd") or self._scratch).resolve())
            folders = {"work": work, "home": self._scratch, "tmp": self._scratch}
            sockets = inside = Path(self._scratch)
        else:
            folders, inside = JAILED, Path(jail.SOCKETS)
        connection = info | {"ip": str(inside / "k")}
        self.kernel = ForkedKernel(self.isolation, connection, folders, self.limits, bare=self.bare)
        if self.isolation != "none":
            root = await self._appearance(self.kernel.root)
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
                    why = last_words(self.isolation, bare=self.bare)
                    raise OSError(f"the kernel ended before it was ready: {why}") from error
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        raise OSError(f"the kernel was not ready after {SECONDS_TO_START} seconds")

    async def poll(self) -> int | None:
        """The exit code, None while it runs. Raises OSError when the zygote has died, and the kernel with it."""
        if self.kernel and self._exit_code is None:
            self._exit_code = self.kernel.poll()
        return self._exit_code

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        self._hang_up()
        return self._exit_code

    async def send_signal(self, signum: int) -> None:
        if self.kernel:
            self.kernel.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)  # there is nothing in a jail worth a goodbye

    async def cleanup(self, restart: bool = False) -> None:
        self._hang_up()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _hang_up(self) -> None:
        if self.kernel:
            self.kernel.close()
            self.kernel = None


def _copy_files(source: Path, target: Path, most_bytes: int) -> None:
    """Copy the files that lie beside a submission's notebook into the jail: plain ones, up to a size."""
    left = most_bytes
    for path, status in entries(source):
        if path.suffix == ".ipynb" or not status or not stat.S_ISREG(status.st_mode) or status.st_size > left:
            continue
        left -= status.st_size
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path, follow_symlinks=False)
