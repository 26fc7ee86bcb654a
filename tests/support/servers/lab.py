"""A real JupyterLab, as `make lab` starts it, and a few things one does in it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.conftest import REPOSITORY

MINUTE = 60_000  # milliseconds


def make_course(folder: Path, *chapters: str) -> Path:
    """A checkout with these chapters."""
    for kind in ("notebooks", "solutions"):
        for chapter in chapters:
            shutil.copytree(REPOSITORY / kind / chapter, folder / kind / chapter)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    return folder


@contextmanager
def lab(course: Path, *options: str) -> Iterator[str]:
    """`dlcourse lab` in this course's folder; yields the address. The browser gets the token with the first page."""
    program = [Path(sys.executable).with_name("dlcourse"), "lab", *options, "--"]
    with _server([*program, "--LabApp.expose_app_in_browser=True"], course) as address:
        yield address


@contextmanager
def notebook_7(course: Path) -> Iterator[str]:
    """Plain Jupyter Notebook in the folder of the chapters; yields the address."""
    program = [sys.executable, "-m", "notebook", f"--ServerApp.root_dir={course / 'notebooks'}"]
    with _server([*program, "--JupyterNotebookApp.expose_app_in_browser=True"], course) as address:
        yield address


@contextmanager
def _server(command: list, course: Path) -> Iterator[str]:
    """A server with its application exposed, so that a test can ask where a cell is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ["--no-browser", f"--port={port}", "--IdentityProvider.token=secret", "--allow-root"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment["JUPYTER_CONFIG_DIR"] = str(course / ".jupyter")  # where it keeps which tabs are open
    with (course / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *settings], cwd=course, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token=secret", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=60)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def open_notebook(page: Page, address: str, path: str, view: str = "lab/tree") -> None:
    """Open a notebook and wait until its kernel is idle."""
    page.goto(f"{address}/{view}/{path}?token=secret")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=2 * MINUTE)
    page.wait_for_function(f"{NOTEBOOK}.context.sessionContext.session?.kernel?.status === 'idle'", timeout=2 * MINUTE)


NOTEBOOK = "window.jupyterapp.shell.currentWidget"
BUSY = f"{NOTEBOOK}.content.widgets.some(cell => cell.model.executionState === 'running')"


def choose(page: Page, menu: str, entry: str) -> None:
    """Choose an entry of the menu bar, as a person does. The entry may end in an ellipsis."""
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{entry}…?$")).last.click()


def wait_until_idle(page: Page) -> None:
    """Wait until every cell that was started has ended."""
    page.wait_for_function(f"!({BUSY})", timeout=5 * MINUTE)
    page.wait_for_function(f"{NOTEBOOK}.context.sessionContext.session.kernel.status === 'idle'", timeout=MINUTE)


def go_to(page: Page, grade_id: str) -> Locator:
    """The cell with this nbgrader name, made the active one and scrolled to."""
    return go_to_cell(page, f"cell.model.metadata.nbgrader?.grade_id === '{grade_id}'")


def go_to_cell(page: Page, condition: str) -> Locator:
    """The first cell for which this condition, in JavaScript, holds; made the active one and scrolled to."""
    page.evaluate(
        f"""async () => {{
            const notebook = {NOTEBOOK}.content;
            notebook.activeCellIndex = notebook.widgets.findIndex(cell => {condition});
            await notebook.scrollToItem(notebook.activeCellIndex, 'center');
        }}"""
    )
    return page.locator(".jp-Notebook .jp-Cell.jp-mod-active")


def write(page: Page, grade_id: str, source: str) -> None:
    """Type into an exercise's cell, over what is there, and run it."""
    cell = go_to(page, grade_id)
    if "jp-MarkdownCell" in (cell.get_attribute("class") or ""):
        cell.locator(".jp-MarkdownOutput").dblclick()
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    run_active_cell(page)


def run_active_cell(page: Page) -> None:
    """Run the active cell with the keyboard, and wait until it has ended: a code cell has a new number then."""
    cell = f"{NOTEBOOK}.content.activeCell.model"
    number = page.evaluate(f"{cell}.executionCount ?? null")
    page.keyboard.press("ControlOrMeta+Enter")
    page.wait_for_function(
        f"number => {cell}.type !== 'code' || ![null, number].includes({cell}.executionCount)",
        arg=number,
        timeout=5 * MINUTE,
    )
    wait_until_idle(page)


def run_cell(page: Page, grade_id: str) -> Locator:
    """Run this cell with the keyboard; returns its output area."""
    cell = go_to(page, grade_id)
    cell.locator(".cm-content").click()
    run_active_cell(page)
    output = cell.locator(".jp-OutputArea").first
    expect(output).to_be_visible()
    return output


def outputs(page: Page, kind: str) -> int:
    """How many outputs of the notebook have this type."""
    return page.evaluate(
        f"""kind => {NOTEBOOK}.content.widgets.filter(cell => cell.model.type === 'code').flatMap(
            cell => cell.model.outputs.toJSON()).filter(output => output.output_type === kind).length""",
        kind,
    )


def wait_for_the_last_cell(page: Page) -> None:
    """Wait until every code cell has run after a restart."""
    cells = f"{NOTEBOOK}.content.widgets.filter(cell => cell.model.type === 'code')"
    page.wait_for_function(f"{cells}.at(-1).model.executionCount === {cells}.length", timeout=3 * MINUTE)
    wait_until_idle(page)
