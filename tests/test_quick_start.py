"""Reading notebooks starts without compiling grammars that no notebook needs."""

import subprocess
import sys

import pytest

PROGRAM = "import sys, {package}, nbformat; nbformat.validate(nbformat.v4.new_notebook()); print('lark' in sys.modules)"


@pytest.mark.parametrize("package", ["dlcourse.grading.scorecard", "dlcourse.authoring.build"])
def test_no_grammar_is_compiled(package):
    command = [sys.executable, "-c", PROGRAM.format(package=package)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
