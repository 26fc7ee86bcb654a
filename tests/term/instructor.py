"""What the instructor of the term does: commands, none of which may end in a traceback, and what they left behind."""

import csv
import html
import re
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page, expect

from tests.support import commands
from tests.support.pages import watched
from tests.support.servers import formgrader
from tests.support.servers.lab import MINUTE, choose, lab
from tests.term.works import FIRST, WRITTEN


def dlcourse(course: Path, *arguments: str, code: int = 0) -> str:
    """Run `dlcourse`, which ends with this code; returns all that it said, in one line."""
    return _checked(commands.dlcourse(course, *arguments), code)


def nbgrader(course: Path, *arguments: str, code: int = 0) -> str:
    """Run `nbgrader` in the same way."""
    return _checked(commands.nbgrader(course, *arguments), code)


def _checked(run, code: int) -> str:
    said = run.stdout + run.stderr
    assert "Traceback" not in said
    assert run.returncode == code, said
    return " ".join(said.split())


def points(course: Path, chapter: str) -> dict[str, float]:
    """Student → points, penalties taken off, as the table for a spreadsheet has them; only of those who handed in."""
    nbgrader(course, "export", f"--ExportPlugin.assignment={chapter}")
    return {row["student_id"]: float(row["score"]) for row in table(course / "grades.csv") if row["timestamp"]}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def text_of(page: Path) -> str:
    """The text of a page, in one line."""
    shown = re.sub(r"<style.*?</style>|<[^>]+>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(shown).split())


def correct(course: Path, chapter: str, worth_more: str, removed: str) -> None:
    """Change a chapter's source: one check gives 2 points now, and one is gone."""
    path = course / "solutions" / chapter / f"{chapter}.ipynb"
    source = nbformat.read(path, as_version=4)
    source.cells = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != removed]
    (cell,) = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == worth_more]
    cell.metadata.nbgrader.points = 2
    cell.source = cell.source.replace("points=1", "points=2")
    nbformat.write(source, path)


def read_in_formgrader(course: Path, browser: Browser) -> None:
    """Read ada's written answer in Formgrader, give it 1.5 points, and see the total before and after."""
    page = watched(browser, {"width": 1280, "height": 900})
    page.set_default_timeout(MINUTE)
    with lab(course, "--instructor") as address:
        page.goto(f"{address}/lab?token=secret")
        choose(page, "Nbgrader", "Formgrader")
        page.goto(f"{address}/formgrader/manage_submissions/{FIRST}")
        _shows(page, "Lovelace, Ada", "18 / 20", "needs manual grading")
        _shows(page, "김, 민수", "4.5 / 20", "graded")
        formgrader.open_submission(page, f"{address}/formgrader", FIRST, "Lovelace, Ada")
        expect(page.locator(".nbgrader_cell", has=page.locator(f"input#{WRITTEN}"))).to_contain_text("moves the points")
        formgrader.type_in(page, WRITTEN, "1.5", "Draw it.")
        page.goto(f"{address}/formgrader/manage_submissions/{FIRST}")
        _shows(page, "Lovelace, Ada", "19.5 / 20", "graded")
    assert not page.problems
    page.close()
    assert "Traceback" not in (course / "lab.log").read_text(encoding="utf-8")


def _shows(page: Page, name: str, score: str, status: str) -> None:
    line = formgrader.row(page, name)
    expect(line.locator(".score")).to_have_text(score, timeout=MINUTE)
    expect(line.locator(".status")).to_have_text(status)
