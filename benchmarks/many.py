"""1,000 small submissions in one run of `dlcourse grade`: do processes leak memory or open files?

Prints seconds per submission, and the number, open files and memory of the run's processes near its start and near its
end. Kernels of submissions are not counted: each ends with its submission.

    python benchmarks/many.py [--submissions 1000]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil
from grading import make_course
from nbformat.v4 import new_code_cell, new_notebook

CELLS = {
    "mse": "import numpy as np\n\ndef mse(a, b):\n    return np.mean((a - b) ** 2)",
    "check-mse": "assert mse(np.array([0.0, 3.0]), np.array([0.0, 0.0])) == 4.5",
}


def small_notebook():
    """One exercise and its check."""
    cells = []
    for name, source in CELLS.items():
        check = name.startswith("check-")
        about = {"schema_version": 3, "grade_id": name, "grade": check, "solution": not check, "locked": check,
                 "task": False} | ({"points": 1} if check else {})  # fmt: skip
        cells.append(new_code_cell(source, metadata={"nbgrader": about}, id=name))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def sample(main: psutil.Process) -> tuple[int, int, float]:
    """The number of lasting processes, their open files, and their private memory in MiB.

    A process that ends during the count is left out.
    """
    processes = files = 0
    memory = 0.0
    for process in [main, *main.children(recursive=True)]:
        try:
            if time.time() - process.create_time() < 5:
                continue  # a kernel: it ends with its submission
            files += process.num_fds()
            memory += process.memory_full_info().uss / 2**20
            processes += 1
        except psutil.Error:
            continue
    return processes, files, memory


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=1000)
    count = parser.parse_args().submissions
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch, "course")
        make_course(course, "91_small", small_notebook(), count, "")
        started = time.monotonic()
        run = subprocess.Popen(["dlcourse", "grade", "91_small", "--workers", "2"], cwd=course, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)  # fmt: skip
        main = psutil.Process(run.pid)
        samples = []
        while run.poll() is None:
            time.sleep(1)
            samples.append(sample(main))
        seconds = time.monotonic() - started
        print(run.stdout.readline().strip())
        print(f"{seconds:.0f} s, {seconds / count:.3f} s a submission")
    tenth = max(len(samples) // 10, 1)
    for what, part in {"start": samples[tenth : 2 * tenth], "end": samples[-2 * tenth : -tenth]}.items():
        processes, files, memory = (median(values) for values in zip(*part, strict=True))
        print(f"near the {what}: {processes:.0f} processes, {files:.0f} open files, {memory:.0f} MiB of their own")
