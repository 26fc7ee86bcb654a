"""The zygote's memory is moved to huge pages, and its contents stay the same."""

import platform
import subprocess
import sys

PROGRAM = """
from pathlib import Path
from dlcourse.grading.jail.huge_pages import use_huge_pages

def kibibytes_in_huge_pages() -> int:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("AnonHugePages"))

numbers = [str(number) * 10 for number in range(500_000)]
before = kibibytes_in_huge_pages()
use_huge_pages()
print(kibibytes_in_huge_pages() - before, numbers == [str(number) * 10 for number in range(500_000)])
"""


def test_memory_is_moved_to_huge_pages_and_keeps_its_contents():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    kibibytes, same = run.stdout.split()
    assert same == "True"
    version = tuple(map(int, platform.release().split(".")[:2]))
    assert int(kibibytes) >= 16 * 1024 or version < (6, 1)
