"""Add the released notebooks and the data, which are not in the package's folder, to the wheel."""

import hashlib
import json
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

HERE = Path(__file__).parent
SHIPPED = ("notebooks/[0-9]*_*/[0-9]*_*.ipynb", "data/*.tsv", "data/README.md")


class WithTheCourse(build_py):
    """Copies the notebooks and the data to dlcourse/shipped, where an installed dlcourse looks for them."""

    def run(self) -> None:
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)  # otherwise files of an older build would be in the wheel
        super().run()
        if not self.editable_mode:
            for source in shipped():
                target = Path(self.build_lib, "dlcourse", "shipped", source.relative_to(HERE))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def shipped() -> list[Path]:
    """The data and the notebooks of the course, without other files in their folders. Raises SetupError."""
    found = sorted(path for pattern in SHIPPED for path in HERE.glob(pattern))
    notebooks = [path for path in found if path.suffix == ".ipynb" and path.stem == path.parent.name]
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if not is_as_released(cell):
                raise SetupError(
                    f"{path.relative_to(HERE)} is not as released: the cell {cell['id']} holds an answer or an output, "
                    "which students must not get. Move this notebook to another folder and build the chapter again."
                )
    return notebooks + [path for path in found if path.suffix != ".ipynb"]


def is_as_released(cell: dict) -> bool:
    """Whether this cell has no outputs and no answer: its content must fit the checksum that nbgrader wrote."""
    marks = cell["metadata"].get("nbgrader")
    if cell.get("outputs") or not marks:
        return not cell.get("outputs")
    parts = ["".join(cell["source"]), cell["cell_type"], marks["grade"], marks["solution"], marks["locked"]]
    parts += [marks["grade_id"], *([float(marks["points"])] if marks["grade"] else [])]
    return hashlib.md5("".join(map(str, parts)).encode()).hexdigest() == marks["checksum"]


setup(cmdclass={"build_py": WithTheCourse})
