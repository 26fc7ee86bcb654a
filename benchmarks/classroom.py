"""How many students one server holds: memory and CPU of real single-user servers under the hub of deploy/hub.

Starts the hub with five accounts, as tests/hub does (so: as root, with the hub's proxy installed), and prints memory in
MiB for each student: of an idle server, with a kernel that ran chapter 01, and with one that ran a small Keras model.
Memory is the proportional set size (PSS): memory that processes share is divided among them. Then the CPU time, in
seconds, of starting and of all checks of chapter 01.

    make environment deploy/hub/node_modules/.ready    # once: the hub's proxy
    python benchmarks/classroom.py
"""

import sys
import tempfile
from pathlib import Path
from statistics import mean

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.hub.accounts import STUDENTS, accounts
from tests.hub.hub import Person, hub
from tests.hub.place import place
from tests.support.classroom import solved

CLASS = STUDENTS[:5]
MIB = 2**20
KERAS = """
import numpy as np, keras
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(16, 3, activation="relu"),
                          keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(np.zeros((512, 28, 28, 1), "float32"), np.zeros(512, "int64"), epochs=1, verbose=0)
"""


def processes(name: str) -> list[psutil.Process]:
    """The processes that an account runs now."""
    return [process for process in psutil.process_iter(["username"]) if process.info["username"] == name]


def own_memory(process: psutil.Process) -> float:
    """PSS of a process in MiB."""
    return process.memory_full_info().pss / MIB


def own_seconds(process: psutil.Process) -> float:
    """CPU time of a process in seconds, with that of its children that ended."""
    spent = process.cpu_times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def memory(name: str) -> float:
    """PSS of all processes of an account, in MiB."""
    return sum(map(own_memory, processes(name)))


def seconds(name: str) -> float:
    """CPU time that the processes of an account have used so far, in seconds."""
    return sum(map(own_seconds, processes(name)))


def row(what: str, megabytes: float, cpu: float) -> None:
    print(f"{what:<46} {megabytes:>10.0f} {cpu:>12.1f}")


def measure(students: list[Person], what: str, act) -> None:
    """Let each student act in turn; print the mean memory afterwards, and the mean CPU time that this took."""
    before = [seconds(student.name) for student in students]
    for student in students:
        act(student)
    spent = [seconds(student.name) - start for student, start in zip(students, before, strict=True)]
    row(what, mean(memory(student.name) for student in students), mean(spent))


def cells(checks: bool) -> list[str]:
    """The code of chapter 01, solved: its check cells, or all others."""
    code = [cell for cell in solved().cells if cell.cell_type == "code"]
    return [cell.source for cell in code if cell.metadata.get("nbgrader", {}).get("grade", False) == checks]


def every(sources: list[str]):
    """Run these cells one after another."""
    return lambda student: [student.run(source) for source in sources]


def new_kernel(student: Person) -> None:
    student.at("DELETE", f"api/kernels/{student.kernel}")
    student.kernel = None
    student.run(KERAS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="dlcourse-hub-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        with accounts(folder) as passwords, hub(folder, place(folder)) as address:
            print(f"{len(CLASS)} students; means of each {'MiB (PSS)':>34} {'CPU seconds':>12}")
            students = [Person(address, name, passwords[name]) for name in CLASS]
            measure(students, "a server that starts, and is idle", Person.start)
            measure(students, "with a kernel: chapter 01 but for its checks", every(cells(checks=False)))
            checks = cells(checks=True)
            measure(students, f"... and the {len(checks)} checks of chapter 01", every(checks))
            measure(students, "with another kernel instead: TensorFlow", new_kernel)
            whole = [process for process in psutil.Process().children(recursive=True) if process.username() == "root"]
            row("the hub, its proxy and its culler", sum(map(own_memory, whole)), sum(map(own_seconds, whole)))
