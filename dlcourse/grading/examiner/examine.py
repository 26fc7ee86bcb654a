"""The step of nbgrader's autograde that runs a submission: student's cells in their kernel, check cells here.

Used in place of nbgrader's `Execute`. Verdicts are written as nbgrader expects them: points as the cell's value, or an
error.
"""

import ast
import asyncio
import builtins
import contextlib
import io
import threading
import time
import traceback
from importlib import import_module
from pathlib import Path

import nbformat
import numpy
from jupyter_core.utils import run_sync
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade
from traitlets import Enum, Integer, Unicode

from dlcourse.checks.engine import showing
from dlcourse.grading.examiner.definitions import Definitions
from dlcourse.grading.examiner.kernel import StudentKernel
from dlcourse.grading.examiner.proxy import Line
from dlcourse.grading.examiner.second_look import NOTE, SecondLook, is_due, stopped_at
from dlcourse.grading.examiner.static_reach import Text
from dlcourse.grading.kernels import watch
from dlcourse.grading.kernels.manager import manager_of_forks
from dlcourse.grading.kernels.sandbox import chosen_isolation
from dlcourse.grading.output_metadata import plain_metadata

SECONDS_TO_END = 0.5  # for a cell that has printed too much, before it is interrupted
IN_KERNEL = "# in_kernel"  # the header of a check that must run beside the student's code


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is a check. Role and source must have been restored from the gradebook (`RestoreCells`)."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and marks.get("grade", False) and not marks.get("solution", False)


def checks_for(assignment: str):
    """The module of checks for a chapter; None for an assignment of another kind, whose cells bring what they need."""
    name = f"dlcourse.checks.{assignment.partition('_')[2]}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in (name, f"{name}."):
            raise
        return None


class Examine(Execute):
    """Runs a submission with the examiner in a process of its own: this one."""

    isolation = Enum(
        ["auto", "bubblewrap", "none"], "auto", help="auto: bubblewrap, and no grading where it cannot run."
    ).tag(config=True)
    notebook_seconds = Integer(600, help="How long one submission may take, all its cells together.").tag(config=True)

    output_bytes = Integer(5_000_000, help="How much a cell may print and show; what is over is left out.").tag(
        config=True
    )
    notebook_bytes = Integer(30_000_000, help="How much all cells together may print and show.").tag(config=True)
    output_count = Integer(1000, help="How many outputs a cell may have; what comes after is left out.").tag(
        config=True
    )

    skip_cells_with_tag = Unicode(
        "", help="No tag keeps a cell from running: nbgrader gives a check without outputs all its points."
    )
    shutdown_kernel = Enum(["graceful", "immediate"], "immediate").tag(config=True)

    def create_kernel_manager(self):
        """Kernels forked from the zygote, in a jail unless isolation is none."""
        self.km = manager_of_forks(chosen_isolation(self.isolation, self._folder))
        return self.km

    def process_message(self, msg, cell, cell_index):
        """Keep what a cell sends as long as there is room for it; a cell that goes on and on is interrupted.

        Everything counts, whether it is shown or not: what widgets are told is kept in memory, too. What replaces
        earlier outputs counts for each of them. Of metadata only what is plain is kept: the rest may bring a script
        into the pages that are made of a notebook.
        """
        if msg["msg_type"] != "status":
            size = len(repr(msg["content"])) + sum(map(len, msg.get("buffers", ())))
            size *= max(1, self._places(msg["content"]))
            self._sent[cell_index] = sent = self._sent.get(cell_index, 0) + size
            if limit := self._passed(sent, len(cell.outputs)):
                if cell_index not in self._cut_off:
                    self._cut_off.add(cell_index)
                    self._notes.append(f"cell {cell_index + 1} printed more than {limit}")
                    note = f"The output was cut off here: more than {limit}."
                    cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=f"\n{note}\n"))
                    self._interruption = asyncio.ensure_future(self._interrupt())
                return None
        if "metadata" in msg["content"]:
            msg["content"]["metadata"] = plain_metadata(msg["content"]["metadata"])
        if "execution_count" in msg["content"]:  # kept as it comes, and shown
            msg["content"]["execution_count"] = _count(msg["content"]["execution_count"])
        return super().process_message(msg, cell, cell_index)

    async def _interrupt(self) -> None:
        """Interrupt the cell if it goes on. One that has ended will have said so: the next is not to be hit."""
        await asyncio.sleep(SECONDS_TO_END)
        await self.km.interrupt_kernel()

    def _places(self, content: dict) -> int:
        """How many outputs a message replaces: all that were displayed under its name, in any cell."""
        name = (content.get("transient") or {}).get("display_id")
        return sum(map(len, self._display_id_map.get(name, {}).values()))

    def _passed(self, sent: int, outputs: int) -> str:
        """The limit that a cell has passed, in words; nothing while it is within all."""
        if sent > self.output_bytes:
            return f"{self.output_bytes:,} bytes"
        if sum(self._sent.values()) > self.notebook_bytes:
            return f"{self.notebook_bytes:,} bytes together with the cells before it"
        return f"{self.output_count:,} outputs" if outputs > self.output_count else ""

    async def _async_handle_timeout(self, timeout: int, cell: NotebookNode | None = None):
        self._notes.append(f"cell {self._index + 1} was stopped after {timeout} seconds")
        return await super()._async_handle_timeout(timeout, cell)

    def preprocess(self, nb: NotebookNode, resources, retries=None):
        self._notes: list[str] = []
        self._checks = checks_for(resources["nbgrader"]["assignment"])
        own = [cell.source if cell.cell_type == "code" and not is_check(cell) else "" for cell in nb.cells]
        self._stopped_at: dict[int, int] = {}  # cell → the line at which an error stopped it
        self._folder = Path(resources["metadata"]["path"])
        self._text = Text(own, self._folder)
        self._line = self._stopped = self._definitions = None
        self._looks: dict[bool, SecondLook] = {}  # those that run what an answer needs, and those that run everything
        self._sent: dict[int, int] = {}  # bytes, for each cell
        self._cut_off: set[int] = set()
        self._deadline = time.monotonic() + self.notebook_seconds
        self._seconds: list[tuple[str, float]] = []
        try:
            nb, resources = super().preprocess(nb, resources, retries)
            rejoin_lines(nb)  # a kernel may send a text as a list of lines, which not everybody expects
            lines = [self._line, *(look.line for look in self._looks.values())]
            answering = sum(line.kernel.seconds for line in lines if line)
            return nb, resources | {
                "dlcourse_seconds": self._seconds,
                "dlcourse_answering": answering,
                "dlcourse_notes": [*self._notes, *self._line.remarks()] if self._line else self._notes,
                "dlcourse_problem": self._stopped or "",
            }
        finally:
            if self._line:
                self._line.kernel.close()
            for look in self._looks.values():
                look.stop()

    def preprocess_cell(self, cell: NotebookNode, resources, index: int):
        started, self._index = time.monotonic(), index
        cell, resources = self._run_or_examine(cell, resources, index)
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {index + 1}"
        self._seconds.append((name, round(time.monotonic() - started, 3)))
        return cell, resources

    def _run_or_examine(self, cell: NotebookNode, resources, index: int):
        if cell.cell_type != "code" or not cell.source.strip():
            return cell, resources
        if time.monotonic() > self._deadline:
            self._stopped = f"The notebook was stopped after {self.notebook_seconds} seconds."
        if self._line is None:  # before any of the student's code has run
            connection = self.km.get_connection_info()
            self._line = Line(StudentKernel(connection, lambda: run_sync(self.km.interrupt_kernel)()), self._text.reach)
        if self._stopped:
            cell.outputs = [error_output("KernelStopped", self._stopped)]
            return cell, resources
        if is_check(cell) and not cell.source.startswith(IN_KERNEL):
            self._text.read(index)
            cell.outputs = self._in_a_thread(cell.source, self._line)
            if self._line.kernel.dead:
                self._stop(self._line.kernel.dead)
            if is_due(self._line) and determine_grade(cell)[0] > 0:
                cell.outputs = self._looked_at_again(cell, index)
            return cell, resources
        self._interruption = None
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
            if line := stopped_at(cell.outputs):
                self._stopped_at[index] = line
            return cell, resources
        except (
            Exception
        ) as error:  # a dead kernel, a hanging one, or whatever a hostile one makes nbclient stumble over
            # The cells before this one keep what they earned; those after it say why they did not run.
            self._stop(f"The kernel stopped in cell {index + 1}: {type(error).__name__}.")
            cell.outputs = [*cell.get("outputs", []), error_output(type(error).__name__, self._stopped)]
            return cell, resources
        finally:
            if self._interruption:
                self._interruption.cancel()

    def _stop(self, reason: str) -> None:
        """Run no more cells. Raises OSError where the fault is ours: what all kernels are forked from has died."""
        end = run_sync(self.km.provisioner.poll)()
        self._stopped = f"{reason} {watch.why(end, self.km.provisioner.limits)}".rstrip()

    def _looked_at_again(self, cell: NotebookNode, index: int) -> list[NotebookNode]:
        """What a check shows where there are no frameworks, if the answer earns less there; else what it showed."""
        shown, most = cell.outputs, determine_grade(cell)[0]
        looks = []
        for everything in (False, True):
            cell.outputs = self._looked_at_bare(cell.source, index, everything=everything)
            looks.append((determine_grade(cell)[0], cell.outputs))
            if looks[-1][0] >= most:
                return shown
        self._notes.append(f"{cell.metadata.nbgrader.grade_id} earned less where there is Python and NumPy alone")
        _, better = max(looks, key=lambda look: look[0])
        return [nbformat.v4.new_output("stream", name="stdout", text=f"{NOTE}\n"), *better]

    def _looked_at_bare(self, source: str, index: int, *, everything: bool) -> list[NotebookNode]:
        """What a check shows where there are no frameworks, and either what it needs of the cells before or all."""
        look = self._looks.get(everything)
        if look is None:
            self._definitions = self._definitions or Definitions(self._text.cells, self._stopped_at)
            isolation = chosen_isolation(self.isolation)
            look = SecondLook(self._definitions, self._text.reach, isolation, self._folder)
            self._looks[everything] = look
        if everything:
            look.define_all(index)
        else:
            look.define(sorted(free_names(ast.parse(source))), index)
        outputs = self._in_a_thread(source, look.line)
        if look.line.kernel.dead and not everything:  # to run everything once more could take minutes
            self._looks.pop(everything).stop()
        return outputs

    def _in_a_thread(self, source: str, line: Line) -> list[NotebookNode]:
        """Examine off the main thread: limits are kept by the line to the kernel, not by alarms."""
        outputs: list[NotebookNode] = []
        thread = threading.Thread(target=lambda: outputs.extend(examine(source, self._checks, line)))
        thread.start()
        thread.join()
        line.kernel.rest()
        return outputs


def _count(number: object) -> int | None:
    """The number of a cell, None where it is none."""
    return number if type(number) is int and 0 <= number < 10**9 else None


def examine(source: str, checks, line: Line) -> list[NotebookNode]:
    """Run one check cell and give its outputs: a table for each check, then the points, or an error."""
    outputs: list[NotebookNode] = []

    def show(report) -> None:
        data = {"text/plain": repr(report), "text/html": report._repr_html_()}
        outputs.append(nbformat.v4.new_output("display_data", data=data))

    try:
        tree = ast.parse(source)
        namespace = {"check": checks, "np": numpy, "__name__": "__examiner__"}
        namespace |= line.find(sorted(free_names(tree) - set(namespace)))
        with showing(show), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            value = _run(tree, namespace)
    except BaseException as error:
        last = traceback.format_exception_only(error)[-1].strip()
        return [*outputs, error_output(type(error).__name__, last)]
    if value is not None:
        data = {"text/plain": repr(value)}
        outputs.append(nbformat.v4.new_output("execute_result", data=data, execution_count=None))
    return outputs


def _run(tree: ast.Module, namespace: dict):
    """Execute a check cell; its last expression is its value, as in a notebook."""
    *statements, last = tree.body
    if not isinstance(last, ast.Expr):
        statements, last = tree.body, None
    exec(compile(ast.Module(statements, type_ignores=[]), "<check>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<check>", "eval"), namespace) if last else None


def free_names(tree: ast.AST) -> set[str]:
    """Names that a check cell uses and does not define."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    made |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    made |= {(alias.asname or alias.name).partition(".")[0] for node in ast.walk(tree)
             if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}  # fmt: skip
    return used - made - set(dir(builtins))


def error_output(name: str, text: str) -> NotebookNode:
    """An error as a notebook stores it; nbgrader gives such a cell no points."""
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[text])
