"""The course as nbgrader sees it: where the notebooks are, and how submissions are run."""

import os
import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning

from dlcourse.compat.jupyter_server import serve_submissions_as_downloads
from dlcourse.compat.nbgrader import (
    autograde_every_submission,
    import_students_with,
    keep_releases_until_there_are_new_ones,
    leave_out_unprintable_folders,
    read_times_with,
)
from dlcourse.grading import NotReadyError
from dlcourse.grading.book.cells import refusal
from dlcourse.grading.pages.sanitize import use_own_templates
from dlcourse.grading.roster.members import enrol_file
from dlcourse.grading.times import FORMS, read_time

# nbgrader's own use of SQLAlchemy warns at every submission, and an instructor can do nothing about it.
warnings.filterwarnings("ignore", category=SAWarning)

# Due dates and times of submissions may have any zone: "KST", "+09:00", "Asia/Seoul".
read_times_with(read_time, FORMS)
# Lists of students may come from any spreadsheet.
import_students_with(enrol_file, NotReadyError)
# A release is replaced only by one that is complete, and cells may change after grading.
keep_releases_until_there_are_new_ones(refusal)

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# The folder for releases and submissions on a shared machine; a classroom server sets its own.
c.Exchange.root = os.environ.get("DLCOURSE_EXCHANGE") or str(Path(__file__).resolve().parent / "exchange")
c.ExchangeFactory.submit = "dlcourse.grading.lms.exchange.PrivateSubmit"
c.ExchangeFactory.collect = "dlcourse.grading.lms.exchange.CollectFromOwners"
c.ExchangeFactory.release_feedback = "dlcourse.grading.lms.exchange.ReleaseFetchableFeedback"
# Of a platform's archive, and of all names in the gradebook, nothing is run by the instructor's machine.
c.ZipCollectApp.extractor_plugin = "dlcourse.grading.lms.archives.OuterArchives"
c.ExportApp.plugin_class = "dlcourse.grading.lms.export.SafeCsvExport"
# Sources hold the solutions and the hidden tests: they are not copied to releases, nor to where submissions run.
# The record of a graded submission is not copied to feedback.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "[0-9][0-9]_*.py", ".built_from"]
c.CourseDirectory.ignore += [".dlcourse.json"]

c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "dlcourse.grading.book.cells.KeepGrades",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Students see these in place of a solution. With `...` the whole notebook runs; the check says what is still to do.
c.ClearSolutions.code_stub = {"python": "...  # your code here"}
c.ClearSolutions.text_stub = "*Your answer here.*"

leave_out_unprintable_folders()
autograde_every_submission()
# A submission that cannot be read is replaced by the released notebook with the reason on top. It gets 0 points, and
# grading of the others goes on.
c.Autograde.exporter_class = "dlcourse.grading.read_submission.ForgivingExporter"
# Before grading, check cells that a student changed or deleted are restored; linked and active files are removed.
# Submissions run in jailed kernels, and the checks run outside of them, in the grader: see docs/grading.md.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "dlcourse.grading.restore.RemoveLinkedFiles",
    "dlcourse.grading.restore.RestoreCells",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "dlcourse.grading.examiner.examiner.Examine",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "dlcourse.grading.late.penalties.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Seconds for one cell. A check has its own limit: it stops an answer after 5 seconds per criterion.
c.Execute.timeout = 180
c.Execute.interrupt_on_timeout = True
# The kernel of this environment, whatever the notebook names: `conda-env-…` is one of the student's computer.
c.Execute.kernel_name = "python3"

# Feedback and Formgrader have no kernel for a widget: they show its picture instead. The text and the outputs of a
# submission must not bring a script or a form into these pages. Formulas are MathML, so that pages need no network.
use_own_templates()
serve_submissions_as_downloads()
c.WidgetsDataTypeFilter.display_data_priority = ["text/html", "text/markdown", "image/png", "image/jpeg", "text/plain"]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "dlcourse.grading.pages.sanitize.safe_html",
    "markdown2html": "dlcourse.grading.pages.sanitize.markdown_of_a_cell",
    "highlight_code": "dlcourse.grading.pages.sanitize.safe_code",
    "ansi2html": "dlcourse.grading.pages.sanitize.safe_terminal",
}
c.HTMLExporter.preprocessors = ["dlcourse.grading.pages.sanitize.PlainMetadata"]
