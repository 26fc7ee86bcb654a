"""How long one request of the examiner takes: an attribute of an object in a student's kernel, and a call.

    python benchmarks/questions.py [QUESTIONS]

Prints the median in milliseconds. The kernel is an ordinary one, on this machine, without a jail.
"""

import sys
import time
from statistics import median

from jupyter_client.manager import run_kernel

from dlcourse.grading.examiner.kernel_client import StudentKernel
from dlcourse.grading.examiner.session import KernelSession

CELL = "class Box:\n    size = 3\n\nbox = Box()\n\ndef same(x):\n    return x"


def milliseconds(question) -> float:
    """The time of one request in milliseconds."""
    started = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with run_kernel(kernel_name="python3") as client:
        client.execute_interactive(CELL)
        kernel = StudentKernel(client.get_connection_info(), interrupt=lambda: None)
        found = KernelSession(kernel).find(["box", "same"])
        questions = {"attribute": lambda: found["box"].size, "call": lambda: found["same"](3)}
        for name, question in questions.items():
            print(f"{name:<10} {median(milliseconds(question) for _ in range(count)):.2f} ms")
        kernel.close()


if __name__ == "__main__":
    main()
