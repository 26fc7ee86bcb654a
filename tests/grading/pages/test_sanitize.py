"""A submission's text in a page: formulas become MathML, and no script in it is run."""

import base64
import io
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import nbgrader
import pandas
import pytest
from matplotlib.figure import Figure
from nbconvert import HTMLExporter
from traitlets.config import PyFileConfigLoader

from dlcourse.checks.core.report import Report, Result
from dlcourse.grading.pages import mathml, sanitize
from dlcourse.grading.pages.sanitize import safe_html, safe_markdown
from tests.conftest import REPOSITORY
from tests.support.classroom import CHAPTER, make_course, notebook, short
from tests.support.commands import dlcourse
from tests.support.commands import nbgrader as run_nbgrader
from tests.support.quick import cases


class PageContent(HTMLParser):
    """The tags, attributes, links and styles of a page, as a browser parses it."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.links, self.styles = set(), set(), [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            self.links += [value] if name in ("href", "src") else []
            self.styles += value if name == "style" else ""


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("It is $x_1 < 3$.", "<msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mn>3</mn>"),
        ("$$\\sigma(z)$$", '<math display="block"'),
        ("\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "<mtable>"),
    ],
)
def test_a_formula_becomes_mathml(source, formula):
    assert formula in safe_markdown(source)


def test_text_that_is_no_formula_is_unchanged():
    assert "<code>$a$</code>" in safe_markdown("`$a$`")
    assert "5 \ue000" not in safe_markdown("5 \ue0000\ue001 $x$")
    assert safe_markdown("**bold** and 1 < 2") == "<p><strong>bold</strong> and 1 &lt; 2</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "$\\text{<script>alert(1)</script>}$",
        "$\\text{<img src=x onerror=alert(1)>}$",
        '$\\text{<mi onclick="alert(1)">x</mi>}$',
        "$\\href{javascript:alert(1)}{x}$",
        "$\\style{position:fixed}{x}$",
        '![$\\text{" onerror=alert(1) x="}$](a.png)',
        '<a title="$x$ \ue0000\ue001" href="https://example.org">$\\text{" onclick="alert(1)}$</a>',
        "[$x$](javascript:alert(1))",
        "$" + "{" * 4_000 + "$",
        "$" + "\\sqrt{" * 700 + "x" + "}" * 700 + "$",
    ],
)
def test_a_hostile_formula_adds_only_safe_tags_attributes_links_and_styles(source):
    content = PageContent(safe_markdown(source))
    assert content.tags <= sanitize.TAGS | mathml.TAGS
    safe = {"class", "href", "src", "style", "title"}.union(*sanitize.ATTRIBUTES.values())
    assert content.attributes <= safe | mathml.ATTRIBUTES
    assert not [link for link in content.links if not link.startswith(("https:", "#"))]
    assert "position" not in content.styles


@cache
def picture() -> str:
    """A red picture as base64 of PNG."""
    file = io.BytesIO()
    Figure(figsize=(4, 1), facecolor="red").savefig(file, format="png")
    return base64.b64encode(file.getvalue()).decode()


@cache
def exporter(template: str) -> HTMLExporter:
    """The exporter that makes pages of the template "feedback" or "formgrade", set up as by nbgrader."""
    config = PyFileConfigLoader("nbgrader_config.py", str(REPOSITORY)).load_config()
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(formgrader / "templates")]
    css = formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config.HTMLExporter.extra_template_paths = [str(css)]
    return HTMLExporter(config=config)


def page_of(*cells, template: str = "feedback", **metadata) -> str:
    """The page of a notebook of these cells."""
    about = {"notebook": "sheet", "score": 1, "max_score": 10, "late_penalty": 0}
    resources = {"nbgrader": about, "notebook_id": "sheet", "base_url": "", "index": 0, "total": 1}
    work = nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)
    nbformat.validate(work)
    return exporter(template).from_notebook_node(work, resources)[0]


def shows(data: dict, metadata: dict | None = None, **about):
    """A code cell with this output."""
    output = nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})
    return nbformat.v4.new_code_cell("show()", outputs=[output], metadata=about)


def says(text: str, **about):
    return nbformat.v4.new_markdown_cell(text, **about)


RUNS = "1 onerror=document.title='run' x="
FAR = "https://evil.example/track.png"
HOSTILE = {
    "width of a type": shows({"image/png": "AAAA"}, {"image/png": {"width": RUNS}}),
    "height of all": shows({"image/jpeg": "AAAA"}, {"height": RUNS}),
    "a file far away": shows({"image/png": "AAAA"}, {"filenames": {"image/png": FAR}}),
    "metadata of a wrong kind": shows({"image/png": "AAAA"}, {"image/png": "wide", "filenames": [1]}),
    "picture": shows({"image/png": "AAAA\" onerror=\"document.title='run'"}),
    "picture in HTML": shows({"text/html": f"<img src='{FAR}'><table background='{FAR}'><tr><td>x</td></tr></table>"}),
    "picture in a style": shows({"text/html": f"<p style='color:red;background:url({FAR})'>x</p>"}),
    "picture in Markdown": says(f"![a]({FAR}) <img src='{FAR}' srcset='{FAR}'> ![a](//evil.example/track.png)"),
    "picture in an output of Markdown": shows({"text/markdown": f"![a]({FAR})"}),
    "a script behind files/": says("[x](files/javascript:document.title='run')"),
    "a script behind files/ in HTML": says("<a href='/files/java&#115;cript&colon;document.title=1'>x</a>"),
    "attachment": says("![a](attachment:a.png)", attachments={"a.png": {"image/png": "\" onerror=document.title=1 x=\""}}),
    "attachment of a strange type": says(
        "![a](attachment:a)", attachments={"a": {"text/html": base64.b64encode(b"<script>document.title=1</script>").decode()}}
    ),
    "traceback": nbformat.v4.new_code_cell(
        "x", outputs=[nbformat.v4.new_output("error", ename="<b>", evalue="<b>", traceback=["<img src=x onerror=document.title='run'>\x1b[31m<b>"])]
    ),
    "isolated": shows({"text/html": "<p>x</p>"}, {"text/html": {"isolated": True}}),
    "widget": shows({"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "x"}),
    "script": shows({"application/javascript": "document.title='run'", "image/svg+xml": "<svg onload=\"document.title='run'\"/>"}),
    "raw": nbformat.v4.new_raw_cell("<img src=x onerror=document.title='run'>", metadata={"raw_mimetype": "text/html"}),
    "tag": shows({"text/plain": "x"}, tags=["\" onclick=\"document.title='run'", "a navbar-fixed-top"]),
    "mark": says("x", metadata={"nbgrader": {"grade_id": "\"><img src=x onerror=document.title='run'>", "grade": True}}),
}  # fmt: skip


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_a_page_runs_no_script_of_a_submission_and_loads_no_file_that_it_names(template, browser, tmp_path):
    cells = [cell for name, hostile in HOSTILE.items() for cell in (says(f"Now: {name}."), hostile)]
    (tmp_path / "page.html").write_text(page_of(*cells, template=template), encoding="utf-8")
    page = browser.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() == "sheet"
    assert not [address for address in fetched if "evil" in address]
    seen = page.evaluate(
        """() => [...document.querySelectorAll('#notebook *')].flatMap(element => [...element.attributes])
             .map(attribute => attribute.name + '=' + attribute.value)"""
    )
    dangers = ("on", "srcset", "background", "href=javascript")
    assert not [attribute for attribute in seen if attribute.startswith(dangers)]
    assert not page.query_selector("#notebook iframe, #notebook script")
    assert page.get_by_text("Now: ").count() == len(HOSTILE)
    page.close()


COVER = f'<img width="900" height="900" src="data:image/png;base64,{picture()}">'
FORGED = {
    "a class of the page": f'<div class="navbar-fixed-top">{COVER}</div>',
    "a margin": f'<div style="margin:-900px 0 0 0">{COVER}</div>',
    "a margin with an entity": f'<div style="margin:&#45;900px 0 0 0">{COVER}</div>',
    "a place": f'<div style="position:fixed;top:0;left:0">{COVER}</div>',
    "superscripts": "<h1><sup>" * 12 + COVER,
    "an id": f'<div id="statusmessage">{COVER}</div><div id="toc">x</div>',
    "a formula": "$\\hspace{-900px}\\raise{900px}{\\rule{900px}{900px}}$",
}


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("template", cases(["feedback", "formgrade"], lambda template: template == "feedback"))
def test_a_cell_cannot_cover_the_rest_of_the_page(template, browser, tmp_path):
    cells = [cell for forged in FORGED.values() for cell in (says(forged), shows({"text/html": forged}))]
    cells.append(shows({"text/html": COVER}, tags=["a navbar-fixed-top"]))
    page = browser.new_page()
    for cell in cells:
        (tmp_path / "page.html").write_text(page_of(cell, template=template), encoding="utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        covered = page.evaluate(
            """() => { const box = document.querySelector('.panel-heading h4').getBoundingClientRect();
                       for (let x = box.left; x < box.right; x += 20) {
                           const top = document.elementFromPoint(x, box.top + box.height / 2);
                           if (!top.closest('.panel-heading, nav')) return true;
                       }
                       return false; }"""
        )
        assert not covered, cell
        assert not page.query_selector("#notebook #toc, #notebook #statusmessage")
    page.close()


def test_classes_and_styles_of_a_report_stay():
    report = Report("softmax", criteria=[Result("adds to 1", False, "It adds to 2.", "Divide.")])._repr_html_()
    cleaned = safe_html(report)
    assert 'class="dlcourse-check"' in cleaned
    for style in ("border-collapse: collapse", "margin: .3em 0", "padding: .25em .6em", "color: #c62828"):
        assert style in cleaned


def test_a_table_of_pandas_stays_a_table_and_its_stylesheet_is_not_shown():
    cleaned = safe_html(pandas.DataFrame({"height": [1.5]})._repr_html_())
    assert '<table class="dataframe">' in cleaned
    assert "only-of-type" not in cleaned


def test_a_page_shows_an_attached_picture():
    red = picture()
    page = page_of(says("My answer ![d](attachment:my%20a.png)", attachments={"my a.png": {"image/png": red}}))
    assert f'<img alt="d" src="data:image/png;base64,{red}"' in page


@pytest.mark.parametrize("attachments", [{}, {"a.png": {}}, {"a.png": {"image/svg+xml": "<svg/>"}}])
def test_a_page_shows_the_text_of_an_attached_picture_that_is_missing(attachments):
    assert '<img alt="my drawing"' in page_of(says("![my drawing](attachment:a.png)", attachments=attachments))


ODD = {
    "a style": shows({"text/html": "<p style='margin:" + "(" * 1000 + "'>odd</p>"}),
    "environments": says("odd " + "\\begin{a}" * 4000),
    "spaces": says("odd" + " " * 40_000 + "b"),
    "boxes in boxes": shows({"text/html": "odd" + "<div>" * 200_000}),
    "bold and paragraphs": shows({"text/html": "odd" + "".join(f"<b title={i}><p>" for i in range(3000))}),
    "half a colour": nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text="\x1b[38modd")]),
    "colours": nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("stream", text="\x1b[31mo" * 100_000 + "odd")]),
    "metadata of an output": shows({"image/png": "AAAA", "text/plain": "odd"}, {"image/png": "odd"}),
    "metadata of a cell": says("odd", metadata={"transient": [], "tags": []}),
    "a language": nbformat.v4.new_code_cell("odd", metadata={"magics_language": ["a"]}),
}  # fmt: skip


@pytest.mark.parametrize("cell", ODD.values(), ids=ODD.keys())
def test_a_page_is_made_of_a_notebook_with_an_odd_cell(cell):
    page = page_of(cell, says("The next."))
    assert "The next." in page


def test_a_page_is_made_of_a_notebook_with_odd_metadata():
    language = {"name": "python", "pygments_lexer": "python navbar-fixed-top"}
    page = page_of(shows({"text/plain": "4"}), says("x"), widgets={}, language_info=language)
    assert "navbar-fixed-top" not in page.partition("<body")[2]


def test_a_source_that_cannot_be_parsed_is_shown_as_plain_text():
    assert safe_markdown("<b>" + "\\begin{a}" * 4000) == "<pre>&lt;b&gt;" + "\\begin{a}" * 4000 + "</pre>"
    assert safe_html(["<b>"]) == "<pre>[&#x27;&lt;b&gt;&#x27;]</pre>"


@pytest.mark.needs("bubblewrap")
def test_the_examiner_removes_metadata_that_could_run_a_script(tmp_path):
    work = short(notebook())
    show = f"""from IPython.display import publish_display_data
publish_display_data({{"image/png": "AAAA"}}, {{"image/png": {{"width": "{RUNS}", "height": 7}}}})
publish_display_data({{"image/png": "AAAA"}}, {{"filenames": {{"image/png": "{FAR}"}}}})
publish_display_data({{"text/plain": "a"}}, transient={{"display_id": "a"}})
publish_display_data({{"image/png": "AAAA"}}, {{"width": "{RUNS}"}}, transient={{"display_id": "a"}}, update=True)"""
    work.cells.insert(0, nbformat.v4.new_code_cell(show))
    work.cells.insert(0, says("![d](attachment:a.png)", attachments={"a.png": {"image/png": picture()}}))
    course = make_course(tmp_path, {"mallory": work})
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    graded = nbformat.read(course / "autograded" / "mallory" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    outputs = graded.cells[1].outputs
    assert [output.metadata for output in outputs] == [{"image/png": {"height": 7}}, {}, {}]
    assert run_nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    page = (course / "feedback" / "mallory" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert picture() in page
    assert "evil.example/track.png" not in "".join(PageContent(page).links)


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_a_page_shows_the_table_of_a_report_and_not_its_data(template):
    report = Report("softmax", criteria=[Result("rows sum to one", False, "Over which axis?", trivial=True)])
    page = page_of(shows(report._repr_mimebundle_()), template=template)
    assert "rows sum to one" in page
    assert "trivial" not in page  # this word is only in the data
