"""Starting forked kernels, without the waiting that kernels started from nothing need."""

from pathlib import Path

import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config

from dlcourse.grading.kernels.provisioner import SECONDS_BETWEEN_LOOKS

KERNEL_NAME = "dlcourse-forked"
KERNELSPECS = Path(__file__).with_name("spec")

# What a kernel may have on its way to us: a larger message ends the connection, and no more than so many wait.
MAX_MESSAGE_BYTES = 32 * 1024 * 1024
MAX_WAITING = 32


class QuickClient(AsyncKernelClient):
    """A client that trusts the first sign of life: a forked kernel is ready when its sockets are.

    Nothing else that comes from it is trusted: see the limits above.
    """

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        context.setsockopt(zmq.RCVHWM, MAX_WAITING)
        return context

    def start_channels(self, **_) -> None:
        """Listen where somebody reads; elsewhere, a kernel could fill our memory."""
        super().start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        self.kernel_info()
        reply = await self.shell_channel.get_msg(timeout=timeout)
        self._handle_kernel_info_reply(reply)

    wait_for_ready = _async_wait_for_ready


class QuickManager(AsyncKernelManager):
    """A kernel manager that ends kernels at once: there is nothing in a jail worth a goodbye."""

    client_class = f"{__name__}.QuickClient"
    client_factory = QuickClient

    async def _async_request_shutdown(self, restart: bool = False) -> None:
        await self.provisioner.kill(restart=restart)

    request_shutdown = _async_request_shutdown

    async def _async_wait(self, pollinterval: float = SECONDS_BETWEEN_LOOKS) -> None:
        await super()._async_wait(pollinterval)  # which else looks ten times a second


def manager_of_forks(isolation: str, *, bare: bool = False) -> QuickManager:
    """A manager for one kernel, forked from the zygote; a bare one has Python and NumPy alone."""
    config = Config({"ForkedProvisioner": {"isolation": isolation, "bare": bare}})
    specs = KernelSpecManager(kernel_dirs=[str(KERNELSPECS)])
    return QuickManager(kernel_name=KERNEL_NAME, kernel_spec_manager=specs, config=config)
