"""`dlcourse report --html`: one file, nothing of a submission becomes markup, all that is known is in it."""

import csv
import io
import json
import shutil
from html.parser import HTMLParser

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from dlcourse.grading.report.page import CannotWriteError, duration, excerpt, render, write_page
from tests.support.classroom import CHAPTER, make_course, notebook, short, solved
from tests.support.commands import dlcourse, nbgrader

SCRIPT = "</code></pre><script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"def softmax(z):\n    return '{SCRIPT}\u202e'"
ROOT = "def mse(y_true, y_pred):\n    return np.sqrt(np.mean((y_true - y_pred) ** 2))"


class Page(HTMLParser):
    """The tags of a page, its headings, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    works = {
        "ada": short(notebook()),
        "ben": short(solved(softmax=HOSTILE)),
        "cy": short(solved(mse=ROOT)),
        "broken": b"{",
    }
    course = make_course(tmp_path_factory.mktemp("graded"), works)
    assert nbgrader(course, "db", "assignment", "add", CHAPTER, "--duedate=2027-03-12 23:59 UTC").returncode == 0
    assert nbgrader(course, "db", "student", "add", "zoe", "--first-name=Zoe", "--last-name=<b>").returncode == 0
    (course / "submitted" / "ada" / CHAPTER / "timestamp.txt").write_text("2027-03-12 12:00:00 UTC")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    nbformat.write(short(solved()), course / "submitted" / "ada" / CHAPTER / f"{CHAPTER}.ipynb")
    (course / "submitted" / "ada" / CHAPTER / "timestamp.txt").write_text("2027-03-14 01:59:00 UTC")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert dlcourse(course, "grade", CHAPTER, "--force", "--student", "ada").returncode == 0
    return course


@pytest.fixture(scope="module")
def page(graded):
    run = dlcourse(graded, "report", CHAPTER, "--html", "report.html")
    assert run.returncode == 0, run.stderr
    assert "report.html: the report on 01_perceptron" in run.stdout
    return Page((graded / "report.html").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_an_answer_is_shown_and_is_no_markup(page):
    assert SCRIPT in page.text
    assert "\u202e" not in page.text
    assert not {"script", "img", "iframe", "link"} & set(page.tags)
    assert not {"onerror", "onload", "onclick", "src"} & set(page.attributes)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_each_mistake_has_an_example(page):
    assert "np.sqrt" in page.text
    assert "The answer of cy:" in page.text and "The answer of ben:" in page.text


@pytest.mark.slow
@pytest.mark.needs("bubblewrap", "chromium")
@pytest.mark.parametrize("command", [("report", CHAPTER), ("report",), ("similar", CHAPTER)], ids=" ".join)
def test_a_page_is_readable_by_all_on_a_phone_too(graded, browser, command):
    assert dlcourse(graded, *command, "--html", "look.html").returncode == 0
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844})  # axe is a script
    page = context.new_page()
    page.goto((graded / "look.html").as_uri())
    found = [
        (rule["id"], node["html"][:200]) for rule in Axe().run(page).response["violations"] for node in rule["nodes"]
    ]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert (found, wider) == ([], 0)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_who_improved_who_was_late_and_who_is_missing(page, graded):
    about = " ".join(page.text.split())
    assert "2: 0 → 18" in about  # grading again is no attempt
    assert "1 d 2 h" in about
    assert "1 student: zoe" in about
    record = json.loads((graded / "autograded" / "ada" / CHAPTER / ".dlcourse.json").read_text())
    assert record["handed_in"] == "2027-03-14 01:59:00"
    assert record["earlier"] == [["2027-03-12 12:00:00", 0]]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nobody_is_missing_who_has_left_or_is_in_another_section(graded, tmp_path):
    course = shutil.copytree(graded, tmp_path / "course")
    (course / "class.csv").write_text("id,section\nada,A\nben,A\nbroken,A\ncy,B\nzoe,B\n")
    assert dlcourse(course, "roster", "class.csv", "--withdraw", "ben").returncode == 0
    for section, says in (("A", "Every student of the class has handed in something."), ("B", "1 student: zoe")):
        assert dlcourse(course, "report", CHAPTER, "--html", "report.html", "--section", section).returncode == 0
        about = " ".join(Page((course / "report.html").read_text(encoding="utf-8")).text.split())
        assert says in about
        assert "not graded yet" not in about


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_what_could_not_be_read_counts_for_no_criterion(page):
    about = " ".join(page.text.split())
    assert "not a notebook" in about
    assert "3 students whose notebook could be read" in about
    assert "With fewer than 20 students nothing is said about it." in about


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_without_a_chapter_there_is_a_line_for_each_student(graded):
    table = dlcourse(graded, "report").stdout
    assert [name for name in ("ada", "ben", "cy", "broken", "zoe") if name not in table] == []
    rows = list(csv.DictReader(io.StringIO(dlcourse(graded, "report", "--all", "--format", "csv").stdout)))
    assert {row["student"]: row[CHAPTER] for row in rows} == {
        "ada": "18.0",
        "ben": "16.0",
        "broken": "0.0",
        "cy": "17.0",
        "zoe": "",
    }
    found = json.loads(dlcourse(graded, "report", "--format", "json").stdout)
    assert found["chapters"] == {CHAPTER: 20}
    assert found["students"][0]["chapters"] == {CHAPTER: 18}
    assert dlcourse(graded, "report", "--html", "all.html").returncode == 0
    whole = Page((graded / "all.html").read_text(encoding="utf-8"))
    assert "Zoe <b>" in whole.text and "script" not in whole.tags


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((CHAPTER, "--all"), "leave out the chapter, or --all"),
        ((), "the gradebook knows no student, or no chapter"),
    ],
)
def test_what_cannot_be_reported_is_said_in_one_line(tmp_path_factory, arguments, says):
    course = make_course(tmp_path_factory.mktemp("empty"), {})
    run = dlcourse(course, "report", *arguments)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert says in run.stderr


def test_a_page_is_written_only_where_a_page_may_be(tmp_path):
    values = dict(best={"01": 2.0}, lines=[], means=[None], total=2.0)
    (tmp_path / "folder.html").mkdir()
    for name, says in (
        ("grades.db", ".html"),
        ("none/page.html", "make it first"),
        ("folder.html", "cannot be written"),
    ):
        with pytest.raises(CannotWriteError, match=says):
            write_page(tmp_path / name, "course.html.j2", **values)
    write_page(tmp_path / "page.html", "course.html.j2", **values)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.html", "page.html"]


def test_a_page_loads_nothing_and_runs_nothing():
    text = render("course.html.j2", best={SCRIPT: 2.0}, lines=[], means=[None], total=2.0)
    found = Page(text)
    assert SCRIPT in found.text
    assert not {"script", "img", "link", "iframe"} & set(found.tags)
    assert "default-src 'none'" in text and "http" not in text.replace("http-equiv", "")


def test_long_answers_are_cut_and_times_are_words():
    assert excerpt("a\n" * 100).endswith("a\n… (the rest is left out)")
    assert excerpt("x" * 10_000).startswith("x" * 4000 + "\n…")
    assert excerpt("a\tb\n\x1b[2J") == "a\tb\n\ufffd[2J"
    assert [duration(seconds) for seconds in (10, 90, 3600, 93_600, 90_061)] == [
        "under a minute",
        "2 min",
        "1 h",
        "1 d 2 h",
        "1 d 1 h",
    ]
