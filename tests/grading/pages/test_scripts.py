"""No script of a submission runs in a page of its feedback."""

from html.parser import HTMLParser

import nbformat
import pytest

from tests.support.classroom import CHAPTER, make_course, notebook, short
from tests.support.commands import dlcourse, nbgrader

FORGED_MESSAGES = """
kernel = get_ipython().kernel
for kind, content in (
    ("execute_input", dict(code="1", execution_count={script!r})),
    ("execute_result", dict(data={{"text/plain": "1"}}, metadata={{}}, execution_count={script!r})),
    ("stream", dict(name={script!r}, text=[{script!r}, "in a list"])),
    ("stream", dict(name="stdout", text=["in a list"])),
    ("display_data", dict(data={{"image/png": "' onerror='alert(4)"}}, metadata={{}})),
):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
"""


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_no_script_of_a_submission_reaches_the_feedback_page(tmp_path):
    script = "<script>alert('pwned')</script><img src=x onerror=alert(1)>"
    work = short(notebook())
    work.cells.insert(0, nbformat.v4.new_markdown_cell(f"Hello {script}"))
    shown = f"from IPython.display import HTML, Javascript, SVG\\ndisplay(HTML({script!r}), Javascript('alert(2)'))"
    shown += "\\ndisplay(SVG('<svg xmlns=\\'http://www.w3.org/2000/svg\\' onload=\\'alert(3)\\'/>'))"
    work.cells.insert(1, nbformat.v4.new_code_cell(shown.replace("\\n", chr(10))))
    work.cells.insert(2, nbformat.v4.new_code_cell(FORGED_MESSAGES.format(script=script)))
    course = make_course(tmp_path, {"mallory": work})
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    nbformat.validate(nbformat.read(course / "autograded" / "mallory" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4))
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    page = (course / "feedback" / "mallory" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Hello" in page
    parser = Dangers()
    parser.feed(page)
    assert parser.found == []


class Dangers(HTMLParser):
    """Collects scripts with an alert, and every attribute that would run one."""

    def __init__(self):
        super().__init__()
        self.found, self.in_script = [], False

    def handle_starttag(self, tag, attributes):
        self.in_script = tag == "script"
        self.found += [
            (tag, *pair) for pair in attributes if pair[0].startswith("on") or "javascript:" in (pair[1] or "")
        ]

    def handle_data(self, data):
        if self.in_script and "alert(" in data:
            self.found.append(("script", data))
