"""Who may import whom, how large files, functions and folders may be, which types fit, and how light the command is."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY

FOR_STUDENTS = {f"dlcourse.{name}" for name in ("data", "environments", "nn", "recommend", "text")}
FOR_STUDENTS |= {f"dlcourse.data.makers.months.{name}" for name in ("air", "sea")}  # they make as many as they like
FOR_STUDENTS |= {"dlcourse.data.makers.series.power"}  # as many towns as they like
FOR_STUDENTS |= {"dlcourse.data.makers.words.numbers"}
FOR_STUDENTS |= {"dlcourse.data.makers.demand"}  # as many articles as they like
LINES_OF_A_FILE, LINES_OF_A_FUNCTION, FILES_OF_A_FOLDER = 300, 50, 15
# No limits: answers show what students write, makers hold lists of words, a notebook's source is as long as the notebook.
ANSWERS, DATA, NOTEBOOKS = "tests/answers/*/*.py", "dlcourse/data/makers/clauses_*.py", "solutions/*/*.py"


@cache
def kept() -> tuple[PurePosixPath, ...]:
    """Every file that the repository keeps, and every new one that it does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(PurePosixPath(name) for name in names if (REPOSITORY / name).is_file())


@cache
def limited() -> dict[str, str]:
    """The Python files that have limits, with their text."""
    paths = [path for path in kept() if path.suffix == ".py" and not any(map(path.match, (ANSWERS, DATA, NOTEBOOKS)))]
    return {str(path): Path(REPOSITORY, path).read_text(encoding="utf-8") for path in paths}


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module and of what is in it."""
    yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_file_is_too_long():
    long = {name for name, text in limited().items() if len(text.splitlines()) > LINES_OF_A_FILE}
    assert not long, "split it by subject"


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function has, its docstring left out: the requirements of an exercise are listed there."""
    count = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function):
        count -= (first.end_lineno or first.lineno) - first.lineno + 1
    return count


def test_no_function_is_too_long():
    long = [
        f"{name}:{function.lineno} {function.name}"
        for name, text in limited().items()
        for function in functions(text)
        if lines_of_code(function) > LINES_OF_A_FUNCTION
    ]
    assert not long, "give its parts names, as functions of their own"


def test_no_folder_has_too_many_files():
    # Hidden files lie where a tool looks for them.
    files = Counter(str(path.parent) for path in kept() if not path.name.startswith("."))
    assert not {folder: n for folder, n in files.items() if n > FILES_OF_A_FOLDER}, "group them in folders by subject"


def test_no_test_module_lends_anything():
    """A helper of several folders is in tests/support; a helper of one folder is a module beside its tests."""
    modules = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name
        for name in limited()
        if name.startswith("tests/")
    }
    borrowed = set()
    for borrower, name in modules.items():
        folder = borrower if name.endswith("/__init__.py") else borrower.rpartition(".")[0]
        names = _imports(limited()[name])
        names |= {each.rpartition(".")[0] for each in names}  # of what is imported from a module, the module
        for lender in names & modules.keys() - {"tests.conftest"}:
            of, _, module = lender.rpartition(".")
            beside = of == folder and not module.startswith("test_") and module != "conftest"
            if not (beside or f"{lender}.".startswith("tests.support.") or f"{borrower}.".startswith(f"{lender}.")):
                borrowed.add(f"{name} imports {lender}")
    assert not borrowed


def test_the_rooms_keep_their_doors():
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    run = subprocess.run(linter, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_code_is_clean():
    for command in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr


def test_asking_for_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from dlcourse.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'numpy', 'tensorflow', 'keras', 'nbgrader', 'nbformat', 'matplotlib', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "build" in run.stdout


@pytest.mark.parametrize("chapter", [chapter.name for chapter in CHAPTERS])
def test_a_notebook_shows_imports_of_what_is_made_for_students_alone(chapter):
    allowed = FOR_STUDENTS | {f"dlcourse.checks.{chapter.partition('_')[2]}"}
    notebook = nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)
    shown = {name for cell in notebook.cells if cell.cell_type == "code" for name in _imports(cell.source)}
    ours = {name for name in shown if name.partition(".")[0] == "dlcourse"}
    strange = {name for name in ours - allowed if not name.startswith(("dlcourse.plots.", "dlcourse.nn."))}
    assert ours and not strange, (
        f"{chapter} imports {', '.join(sorted(strange))}; students see {sorted(allowed)}, plots and parts of nn"
    )


def _imports(source: str) -> set[str]:
    """What a cell or a module imports: modules by their full names, and `module.name` for `from module import name`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names}
            case ast.ImportFrom(module=module, names=names):
                found |= {f"{module}.{alias.name}" for alias in names}
    return found
