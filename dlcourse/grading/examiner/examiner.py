"""The step of nbgrader's autograde that runs a submission: student's cells in their kernel, check cells here.

Used in place of nbgrader's `Execute`. Verdicts are written as nbgrader expects them: points as the cell's value, or an
error.
"""

import asyncio
from pathlib import Path

import nbformat
from jupyter_core.utils import run_sync
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from nbgrader.preprocessors import Execute
from traitlets import Enum, Integer, Unicode

from dlcourse.grading.examiner.check_cell import error_output, is_check
from dlcourse.grading.examiner.output_limits import OutputLimits, keep_plain
from dlcourse.grading.examiner.rounds.handed_in import handed_in
from dlcourse.grading.examiner.rounds.not_run import say_what_did_not_run
from dlcourse.grading.examiner.rounds.rounds import Rounds
from dlcourse.grading.examiner.rounds.what_stopped import say_what_stopped
from dlcourse.grading.jail import watchdog
from dlcourse.grading.jail.bubblewrap import chosen_isolation
from dlcourse.grading.jupyter.manager import QuickManager, manager_of_forks
from dlcourse.grading.jupyter.provisioner import ForkedProvisioner

SECONDS_TO_END = 0.5  # for a cell that has printed too much, before it is interrupted


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

    def preprocess(self, nb: NotebookNode, resources: dict, retries: int | None = None) -> tuple[NotebookNode, dict]:
        about, self._folder = resources["nbgrader"], Path(resources["metadata"]["path"])
        before = handed_in(self.config, about, resources.get("dlcourse_handed_in"))
        rounds = Rounds(nb, about["assignment"], self._folder, self.isolation, self.notebook_seconds, before)
        self._new_limits()
        try:
            for run in rounds.runs():
                self._new_limits()
                self._submission = run
                nb, resources = super().preprocess(nb, resources, retries)
            say_what_did_not_run(nb, rounds, before, self._limits)
            nb.metadata.setdefault("language_info", {"name": "python"})
            rejoin_lines(nb)  # a kernel may send a text as a list of lines, which not everybody expects
            return nb, resources | say_what_stopped(nb, rounds.results())
        finally:
            rounds.close()

    def _new_limits(self) -> None:
        self._limits = OutputLimits(self.output_bytes, self.notebook_bytes, self.output_count)

    def create_kernel_manager(self) -> QuickManager:
        """Kernels forked from the zygote, in a jail unless isolation is none."""
        self.km = manager_of_forks(chosen_isolation(self.isolation, self._folder))
        return self.km

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        submission = self._submission
        if not submission.plan.has(index) or not cell.source.strip():
            return cell, resources
        with submission.timed(cell, index):
            submission.keep_to_the_time()
            if submission.session is None:
                connection = self.km.get_connection_info()
                submission.begin_session(connection, lambda: run_sync(self.km.interrupt_kernel)(), self.km.clock)
            if submission.stopped:
                cell.outputs = [error_output("KernelStopped", submission.stopped)]
            elif index in submission.plan.checks:
                submission.examine(cell, index, self._stop)
            elif index in submission.plan.parts:
                submission.run_parts(index, self.timeout or self.notebook_seconds, self._stop)
            else:
                cell, resources = self._run_in_kernel(cell, resources, index)
        return cell, resources

    def _run_in_kernel(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """Run a cell of the student's, or a check that must run beside their code."""
        self._interruption: asyncio.Future[None] | None = None
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
            self._submission.remember_error(cell, index)
        except Exception as error:  # a dead kernel, a hanging one, or what a hostile one makes nbclient stumble over
            # The cells before this one keep what they earned; those after it say why they did not run.
            self._stop(f"The kernel stopped in cell {index + 1}: {type(error).__name__}.")
            stopped = error_output(type(error).__name__, self._submission.stopped)
            cell.outputs = [*cell.get("outputs", []), stopped]
        finally:
            if self._interruption:
                self._interruption.cancel()
        return cell, resources

    def _stop(self, reason: str) -> None:
        """Run no more cells. Raises OSError where the fault is ours: what all kernels are forked from has died."""
        provisioner = self.km.provisioner
        assert isinstance(provisioner, ForkedProvisioner), "the manager is one of forks"
        end = run_sync(provisioner.poll)()
        self._submission.stopped = f"{reason} {watchdog.passed_limit(end, provisioner.limits)}".rstrip()

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Keep what a cell sends as long as there is room for it; a cell that goes on and on is interrupted."""
        content = msg["content"]
        if msg["msg_type"] != "status":
            limit = self._limits.passed(cell_index, msg, outputs=len(cell.outputs), replaced=self._places(content))
            if limit:
                self._cut_off(cell, cell_index, limit)
                return None
        keep_plain(content, of_a_check=is_check(cell))
        return super().process_message(msg, cell, cell_index)

    def _places(self, content: dict) -> int:
        """How many outputs a message replaces: all that were displayed under its name, in any cell."""
        name = (content.get("transient") or {}).get("display_id")
        return sum(map(len, self._display_id_map.get(name, {}).values()))

    def _cut_off(self, cell: NotebookNode, index: int, limit: str) -> None:
        """Say below the outputs of a cell that there was too much, and interrupt it."""
        if index in self._limits.cut_off:
            return
        self._limits.cut_off.add(index)
        self._submission.notes.append(f"cell {index + 1} printed more than {limit}")
        note = f"The output was cut off here: more than {limit}."
        cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=f"\n{note}\n"))
        self._interruption = asyncio.ensure_future(self._interrupt())

    async def _interrupt(self) -> None:
        """Interrupt the cell if it goes on. One that has ended will have said so: the next is not to be hit."""
        await asyncio.sleep(SECONDS_TO_END)
        await self.km.interrupt_kernel()

    async def _async_handle_timeout(self, timeout: int, cell: NotebookNode | None = None) -> dict | None:
        self._submission.notes.append(f"cell {self._submission.index + 1} was stopped after {timeout} seconds")
        return await super()._async_handle_timeout(timeout, cell)
