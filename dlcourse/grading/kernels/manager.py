"""Starting forked kernels, without the waiting that kernels started from nothing need."""

from pathlib import Path

from jupyter_client import AsyncKernelClient, AsyncKernelManager

KERNEL_NAME = "dlcourse-forked"
KERNELSPECS = Path(__file__).with_name("spec")


class QuickClient(AsyncKernelClient):
    """A client that trusts the first sign of life: a forked kernel is ready when its sockets are."""

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
