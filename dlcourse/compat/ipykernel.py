"""ipykernel: two changes that make a forked kernel start faster. This module is also used inside the jail."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any


def import_without_debugger() -> None:
    """Import ipykernel as if debugpy were not installed. Call this before any other import of ipykernel.

    What: `debugpy` is marked as not installed while `ipykernel.debugger` is imported; afterwards it can be imported as
    usual. Why: nobody debugs in a kernel that grades, and importing debugpy takes longer than such a kernel's start.

    Versions: ipykernel 7. No longer needed when importing `ipykernel.debugger` alone does not import `debugpy`.
    """
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    try:
        import ipykernel.debugger  # here, so that no kernel has to import it later
        import ipykernel.kernelapp  # noqa: F401
    finally:
        del sys.modules["debugpy"]


@contextmanager
def no_list_of_modules() -> Iterator[None]:
    """In this block, a kernel is made without a list of the imported modules' files.

    What: `sys.modules`, as `ipykernel.ipkernel` sees it, is empty. Why: only the debugger needs the list. To make it,
    ipykernel reads every module. This changes reference counts, and so copies almost all memory pages in each fork.

    Versions: ipykernel 7. No longer needed when `IPythonKernel.__init__` does not read `sys.modules`.
    """
    import ipykernel.ipkernel

    module: Any = ipykernel.ipkernel
    module.sys = SimpleNamespace(modules={})
    try:
        yield
    finally:
        module.sys = sys
