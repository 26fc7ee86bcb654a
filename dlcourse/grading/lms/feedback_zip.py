"""Pack feedback pages into one archive for a learning platform, under the names under which the submissions came.

Canvas ("Re-Upload Submissions" in the Gradebook) knows a student by the two numbers in a name. Moodle ("Upload multiple
feedback files in a zip") does so by the number in a folder's name. Blackboard itself takes no archive: the
names say whose page is whose.
"""

import zipfile
from collections.abc import Container
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nbgrader.coursedir import CourseDirectory

from dlcourse.files import write_atomically
from dlcourse.grading import NotReadyError
from dlcourse.grading.lms.collected import read_labels


class Packed(NamedTuple):
    students: list[str]
    left_out: dict[str, str]  # student → why


def pack(coursedir: CourseDirectory, chapter: str, platform: str, target: Path, withdrawn: Container[str]) -> Packed:
    """Write the archive. Raises NotReadyError where no page can go back to the platform.

    Pages of students who have withdrawn are not packed: they may be out of date.
    """
    came_in = read_labels(Path(coursedir.root), chapter)
    labels = {student: came for student, came in came_in.items() if student not in withdrawn}
    pages, left_out = {}, {}
    for student, page in _pages(coursedir, chapter).items():
        if student in withdrawn:
            continue
        if labels.get(student, {}).get("platform") == platform:
            pages[student] = (page, f"{labels[student]['label']}{page.name}")
        else:
            left_out[student] = f"this work did not come from {platform.title()}: send the page to the student"
    for student, came in labels.items():
        if came["platform"] == platform and student not in pages:
            left_out[student] = f"no page yet: {_make(chapter)}"
    if not pages:
        raise NotReadyError(
            f"no feedback page of {chapter} belongs to work that came from {platform.title()}: "
            f"`dlcourse collect {chapter} FILE.zip --from {platform}` takes work in; then {_make(chapter)}."
        )
    write_atomically(target, lambda file: _write(file, list(pages.values())))
    return Packed(sorted(pages), left_out)


def _make(chapter: str) -> str:
    return f"run `dlcourse grade {chapter}` and `dlcourse feedback {chapter}`"


def _pages(coursedir: CourseDirectory, chapter: str) -> dict[str, Path]:
    pattern = Path(coursedir.format_path(coursedir.feedback_directory, "*", chapter))
    root = Path(coursedir.root)
    found = sorted(root.glob(str(pattern.relative_to(root) / f"{chapter}.html")))
    return {page.parents[1].name: page for page in found}


def _write(file: BinaryIO, pages: list[tuple[Path, str]]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for page, name in pages:
            archive.write(page, name)
