"""Start forked kernels, without the delays that new Python processes need."""

import time
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config

from dlcourse.agent.wire_format import parse
from dlcourse.grading.jail.limits import WITHOUT_FRAMEWORKS, Limits
from dlcourse.grading.jupyter.provisioner import SECONDS_BETWEEN_POLLS, ForkedProvisioner

KERNEL_NAME = "dlcourse-forked"
KERNELSPECS = Path(__file__).with_name("spec")

# A larger message from a kernel ends the connection.
MAX_MESSAGE_BYTES = 32 * 1024 * 1024
MAX_QUEUED_MESSAGES = 32


class QuickClient(AsyncKernelClient):
    """A client that waits for one reply only: a forked kernel is ready when its sockets are.

    A kernel may be hostile, so the size and the number of its messages are limited.
    """

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        context.setsockopt(zmq.RCVHWM, MAX_QUEUED_MESSAGES)
        return context

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Open only the channels that are read: on others, a kernel's messages could fill the grader's memory."""
        super().start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        self.kernel_info()
        reply = await self.shell_channel.get_msg(timeout=timeout)
        self._handle_kernel_info_reply(reply)

    wait_for_ready = _async_wait_for_ready


class QuickManager(AsyncKernelManager):
    """A kernel manager that kills kernels instead of asking them to shut down: a jail has nothing to save."""

    client_class = f"{__name__}.QuickClient"
    client_factory = QuickClient

    async def _async_request_shutdown(self, restart: bool = False) -> None:
        assert self.provisioner is not None, "made when the kernel was started"
        await self.provisioner.kill(restart=restart)

    request_shutdown = _async_request_shutdown

    def clock(self) -> float:
        """The seconds that processors have worked for the kernel; the wall clock when it has ended."""
        provisioner = self.provisioner
        assert isinstance(provisioner, ForkedProvisioner), "the kernel is a fork"
        return provisioner.kernel.clock() if provisioner.kernel else time.monotonic()

    async def _async_wait(self, pollinterval: float = SECONDS_BETWEEN_POLLS) -> None:
        await super()._async_wait(pollinterval)  # the default is 0.1 seconds


def manager_of_forks(isolation: str, *, bare: bool = False) -> QuickManager:
    """A manager for one kernel, forked from the zygote; a bare kernel has no frameworks, only Python and NumPy."""
    limits = WITHOUT_FRAMEWORKS if bare else Limits()
    config = Config({"ForkedProvisioner": {"isolation": isolation, "bare": bare, "limits": limits}})
    config.Session.unpacker = f"{parse.__module__}.{parse.__name__}"
    specs = KernelSpecManager(kernel_dirs=[str(KERNELSPECS)])
    return QuickManager(kernel_name=KERNEL_NAME, kernel_spec_manager=specs, config=config)
