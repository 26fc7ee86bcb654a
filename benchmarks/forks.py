"""Many forked kernels, two at a time: does one hang, and do processes leak memory or open files?

Each kernel runs a small NumPy cell, and every tenth a Keras fit and predict. Prints the number of kernels that hung
(there must be none), the median time from request to first answer, the memory and open files of the zygote and of this
process before and after, and the memory of one kernel and of a fresh TensorFlow process.

    python benchmarks/forks.py [--forks 1000]
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config

from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jail.bubblewrap import ENVIRONMENT, chosen_isolation
from dlcourse.grading.jupyter.manager import KERNEL_NAME, KERNELSPECS, QuickManager

NUMPY = "import numpy as np; np.linalg.norm(np.ones((50, 50)) @ np.ones((50, 50)))"
KERAS = """
import keras, numpy as np
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(np.ones((64, 4)), np.ones(64), verbose=0)
model.predict(np.ones((4, 4)), verbose=0)
"""
SECONDS = 60


async def one(number: int) -> tuple[float, int]:
    """Fork a kernel, run its cells, end it: seconds to the first answer, and its own memory in KiB."""
    specs = KernelSpecManager(kernel_dirs=[str(KERNELSPECS)])
    config = Config({"ForkedProvisioner": {"isolation": chosen_isolation("auto")}})
    manager = QuickManager(kernel_name=KERNEL_NAME, kernel_spec_manager=specs, config=config)
    started = time.monotonic()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=SECONDS)
    ready = time.monotonic() - started
    for code in [NUMPY, KERAS] if number % 10 == 0 else [NUMPY]:
        reply = await client.execute_interactive(code, timeout=SECONDS, output_hook=lambda message: None)
        assert reply["content"]["status"] == "ok", reply["content"]
    memory = pss(int(manager.provisioner.kernel.root().parent.name))
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return ready, memory


def pss(pid: int) -> int:
    """A process's share of memory in KiB: pages shared by n processes count as 1/n."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])


def held(pid: int) -> str:
    """Open files and resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    resident = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return f"{len(os.listdir(f'/proc/{pid}/fd'))} files, {int(resident) // 1024} MiB"


async def main(forks: int) -> None:
    await one(0)
    line, zygote = zygote_client.connect("bubblewrap")
    line.close()
    print(f"before: zygote {held(zygote)}; this process {held(os.getpid())}")
    gate, hangs, results = asyncio.Semaphore(2), 0, []

    async def guarded(number: int) -> None:
        nonlocal hangs
        async with gate:
            try:
                results.append((number, *await asyncio.wait_for(one(number), 2 * SECONDS)))
            except (TimeoutError, RuntimeError) as error:
                hangs += 1
                print(f"fork {number}: {type(error).__name__} {error}")

    started = time.monotonic()
    await asyncio.gather(*map(guarded, range(1, forks + 1)))
    print(f"after:  zygote {held(zygote)}; this process {held(os.getpid())}")
    print(f"{forks} forks in {time.monotonic() - started:.0f} s, {hangs} hung or failed")
    print(f"request to first answer, median: {median(ready for _, ready, _ in results):.3f} s")
    light, heavy = ([m for n, _, m in results if (n % 10 == 0) == keras] for keras in (False, True))
    print(f"memory of a kernel, median: {median(light) / 1024:.0f} MiB with NumPy alone")
    print(f"                            {median(heavy) / 1024:.0f} MiB with Keras used")


def fresh_process() -> None:
    """The same Keras cell in a fresh process, for comparison."""
    report = "\nprint(next(l.split()[1] for l in open('/proc/self/smaps_rollup') if l.startswith('Pss:')))"
    done = subprocess.run(
        [sys.executable, "-c", KERAS + report], env=os.environ | ENVIRONMENT, capture_output=True, text=True, check=True
    )  # fmt: skip
    print(f"memory of a fresh process with Keras: {int(done.stdout.split()[-1]) / 1024:.0f} MiB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--forks", type=int, default=1000)
    arguments = parser.parse_args()
    asyncio.run(main(arguments.forks))
    fresh_process()
