"""The zygote's memory is gathered into large pages, and holds what it held."""

import platform
import subprocess
import sys

PROGRAM = """
from pathlib import Path
from dlcourse.grading.kernels.pages import use_large_pages

def large() -> int:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("AnonHugePages"))

numbers = [str(number) * 10 for number in range(500_000)]
before = large()
use_large_pages()
print(large() - before, numbers == [str(number) * 10 for number in range(500_000)])
"""


def test_a_process_keeps_its_memory_in_fewer_pages():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    kibibytes, same = run.stdout.split()
    assert same == "True"
    version = tuple(map(int, platform.release().split(".")[:2]))
    assert int(kibibytes) >= 16 * 1024 or version < (6, 1)
