"""Commands that read notebooks do not compile the grammars of `rfc3987_syntax`."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

COMMAND = """
import sys
from dlcourse.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
assert "jsonschema" in sys.modules, "this command reads no notebook"
assert "lark" not in sys.modules, "grammars were compiled"
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "empty.ipynb"],
        ["progress"],
        ["build", "00_not_there"],
        ["grade", "00_not_there", "--isolation=none", "--scheduler=tcp://127.0.0.1:1"],
        ["report", "00_not_there"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_compiles_no_grammar(arguments, tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    shutil.copytree(REPOSITORY / "notebooks" / "01_perceptron", tmp_path / "notebooks" / "01_perceptron")
    (tmp_path / "empty.ipynb").touch()
    program = [sys.executable, "-c", COMMAND, *arguments]
    run = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.slow
def test_the_change_is_still_needed():
    program = [sys.executable, "-c", "import sys, nbformat; print('lark' in sys.modules)"]
    said = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    assert said == "True\n", "dlcourse.compat.jsonschema.import_quickly is no longer needed: remove it."
