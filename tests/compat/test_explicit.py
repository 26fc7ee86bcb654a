"""Importing a module of `dlcourse.compat` changes nothing; calling its functions does."""

import subprocess
import sys

from dlcourse.compat.jupyter_server import headers_for

STATE = """
import importlib, os, sys
import nbgrader.apps.dbapp, nbgrader.converters
import ipykernel.debugger, ipykernel.ipkernel, nbgrader.api, nbgrader.utils, nbgrader.nbgraderformat.common as common

def state():
    absent = sorted(name for name, module in sys.modules.items() if module is None)
    api = nbgrader.api
    tables = vars(api.Base.metadata).get("create_all")
    starts = [nbgrader.apps.dbapp.DbStudentImportApp.start, nbgrader.converters.GenerateAssignment.start]
    replaced = [ipykernel.ipkernel.sys, api.create_engine, tables, common.jsonschema, nbgrader.utils.parse_utc, *starts]
    return absent, list(map(id, replaced)), list(sys.meta_path), dict(os.environ)

before = state()
"""


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_a_module_changes_nothing():
    run(f"""{STATE}
import pkgutil, dlcourse.compat
names = [found.name for found in pkgutil.iter_modules(dlcourse.compat.__path__)]
assert len(names) >= 4
for name in names:
    importlib.import_module(f"dlcourse.compat.{{name}}")
    assert state() == before, f"importing dlcourse.compat.{{name}} changed something"
""")


def test_each_call_changes_something():
    run(f"""{STATE}
from contextlib import nullcontext
from functools import partial
import dlcourse.compat.ipykernel, dlcourse.compat.keras, dlcourse.compat.nbgrader, dlcourse.compat.tensorflow
ours = dlcourse.compat
for change in (
    ours.nbgrader.share_one_engine,
    ours.nbgrader.trust_its_own_schema,
    partial(ours.nbgrader.read_times_with, str, ""),
    partial(ours.nbgrader.import_students_with, list, ValueError),
    partial(ours.nbgrader.keep_releases_until_there_are_new_ones, str),
    ours.ipykernel.no_list_of_modules,
    ours.tensorflow.import_quietly,
    ours.keras.build_before_tracing,
):
    before = state()
    with change() or nullcontext():
        assert state() != before, f"{{change}} changed nothing"
""")


def test_gradebooks_of_one_database_share_their_engine(tmp_path):
    run(f"""
from nbgrader.api import Gradebook
from dlcourse.compat.nbgrader import share_one_engine
address = "sqlite:///{tmp_path}/gradebook.db"
with Gradebook(address) as one, Gradebook(address) as other:
    assert one.engine is not other.engine, "share_one_engine is no longer needed: remove it."
for _ in range(2):
    share_one_engine()
with Gradebook(address) as one, Gradebook(address) as other:
    assert one.engine is other.engine
""")


def test_metadata_of_a_cell_is_still_checked():
    run("""
from jsonschema import ValidationError
from nbformat.v4 import new_code_cell
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3
from dlcourse.compat.nbgrader import trust_its_own_schema
trust_its_own_schema()
marks = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False, "grade_id": "a"}
MetadataValidatorV3().validate_cell(new_code_cell(metadata={"nbgrader": marks | {"points": 1}}))
try:
    MetadataValidatorV3().validate_cell(new_code_cell(metadata={"nbgrader": marks | {"points": "one"}}))
except ValidationError:
    pass
else:
    raise AssertionError("points that are no number were accepted")
""")


def test_a_kernel_for_grading_does_not_import_debugpy():
    run("""
import sys
from dlcourse.grading.jail.zygote import import_everything
import_everything(bare=True)
from ipykernel.debugger import _is_debugpy_available
assert not _is_debugpy_available
assert "debugpy" not in sys.modules
import debugpy  # a student may
""")


def test_ipykernel_still_imports_debugpy():
    said = run("import sys, ipykernel.debugger; print('debugpy' in sys.modules)")
    assert said == "True\n", "dlcourse.compat.ipykernel.import_without_debugger is no longer needed: remove it."


SERVED = {
    "/formgrader/submissions/12/plots.html": True,
    "/files/submitted/ada/01_perceptron/drawing.SVG": True,
    "/user/ann/files/course/feedback/ada/p%6Cots.html": True,
    "/files/autograded/ada/01_perceptron/page.png": False,
}


def test_a_submitted_file_is_a_download_in_which_nothing_runs_and_a_picture_is_shown():
    for path, is_download in SERVED.items():
        headers = headers_for(path)
        assert headers["Content-Security-Policy"] == "sandbox", path
        assert ("Content-Disposition" in headers) == is_download, path
    assert headers_for("/files/notebooks/01_perceptron/page.html") == {}


def test_a_server_with_formgrader_sends_these_headers():
    run("""
import nbgrader.server_extensions.formgrader.handlers as formgrader
from jupyter_server.base.handlers import AuthenticatedFileHandler
from tornado import httputil, web
from dlcourse.compat.jupyter_server import serve_submissions_as_downloads
serve_submissions_as_downloads()
connection = type("", (), {"set_close_callback": lambda *_: None, "context": None})()
for kind, uri in ((formgrader.SubmissionFilesHandler, "/formgrader/submissions/1/a.html"), (AuthenticatedFileHandler, "/files/submitted/a.html")):
    request = httputil.HTTPServerRequest("GET", uri, connection=connection)
    kind.initialize = lambda self, **_: None
    kind.check_host = lambda self: True
    handler = kind(web.Application(base_url="/", headers={}, allow_origin=""), request)
    assert handler._headers["Content-Security-Policy"] == "sandbox", uri
    assert handler._headers["Content-Disposition"] == "attachment", uri
""")
