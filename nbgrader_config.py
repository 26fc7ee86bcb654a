"""The course as nbgrader sees it: where the notebooks are, and how submissions are run."""

import os
import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning

from dlcourse.grading.feedback import fetch_nothing

# nbgrader's own use of SQLAlchemy warns at every submission; there is nothing an instructor could do about it.
warnings.filterwarnings("ignore", category=SAWarning)

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# Where assignments are handed out and in on a shared machine; a classroom server sets its own.
c.Exchange.root = os.environ.get("DLCOURSE_EXCHANGE") or str(Path(__file__).resolve().parent / "exchange")
c.ExchangeFactory.submit = "dlcourse.grading.exchange.PrivateSubmit"
c.ExchangeFactory.collect = "dlcourse.grading.exchange.OwnCollect"
c.ExchangeFactory.release_feedback = "dlcourse.grading.exchange.ReleaseWhatIsFetched"
# Sources hold the solutions and the hidden tests: they go into no release, and into no folder where submissions run.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "[0-9][0-9]_*.py", ".built_from"]

# What students see in place of a solution. `...` lets the whole notebook run; the check says what is still to do.
c.ClearSolutions.code_stub = {"python": "...  # your code here"}
c.ClearSolutions.text_stub = "*Your answer here.*"

# A submission that cannot be read becomes an untouched notebook with the reason on top, so it is graded 0 and the
# batch goes on.
c.Autograde.exporter_class = "dlcourse.grading.unreadable.ForgivingExporter"
# A check cell that a student changed or deleted comes back, and files behind links are left out, before grading.
# Submissions run in jailed kernels, and the checks run here, apart from them: see docs/grading.md.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "dlcourse.grading.restore.LeaveLinksBehind",
    "dlcourse.grading.restore.RestoreCells",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "dlcourse.grading.examiner.examine.Examine",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# The checks stop an answer that does not come back after 5 seconds a criterion; this is for the cells between them.
c.Execute.timeout = 180
c.Execute.interrupt_on_timeout = True

# In feedback and in Formgrader there is no kernel behind a widget: show the picture that stands beside it. Nothing in a
# submission, neither its text nor its outputs, may bring a script or a form into these pages. They fetch nothing:
# formulas are MathML.
fetch_nothing()
c.WidgetsDataTypeFilter.display_data_priority = ["text/html", "text/markdown", "image/png", "image/jpeg", "text/plain"]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "dlcourse.grading.feedback.safe_html",
    "markdown2html": "dlcourse.grading.feedback.markdown_of_a_cell",
    "highlight_code": "dlcourse.grading.feedback.safe_code",
    "ansi2html": "dlcourse.grading.feedback.safe_terminal",
}
c.HTMLExporter.preprocessors = ["dlcourse.grading.feedback.PlainMetadata"]
