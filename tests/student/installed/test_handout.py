"""The files that `make handout` makes, and those that open the course in a container: all that they name exists."""

import fnmatch
import json
import re
import shutil
import sys

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from dlcourse.authoring.handout import PUBLISHED, write_handout
from dlcourse.authoring.source import AuthorError
from tests.conftest import REPOSITORY
from tests.student.installed.images import instructions, stages
from tests.support.wheel import sources

pytestmark = pytest.mark.slow

DOCKERFILE = REPOSITORY / "binder" / "Dockerfile"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A checkout with the files that a handout needs."""
    folder = sources(tmp_path_factory.mktemp("course"))
    shutil.copy(REPOSITORY / "requirements.txt", folder)
    for name in ("deploy/student/start.html", *PUBLISHED):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def handout(course, tmp_path_factory):
    target = tmp_path_factory.mktemp("made") / "handout"
    write_handout(course, target)
    return target


def test_it_contains_the_wheel_the_versions_and_the_page_and_no_solution(handout):
    (wheel,) = handout.glob("*.whl")
    found = {path.relative_to(handout).as_posix() for path in handout.rglob("*") if path.is_file()}
    assert found == {wheel.name, "START.html", "constraints.txt", *PUBLISHED}
    assert (handout / "constraints.txt").read_bytes() == (REPOSITORY / "requirements.txt").read_bytes()


def test_the_page_names_the_files_and_three_systems(handout):
    page = (handout / "START.html").read_text(encoding="utf-8")
    assert not re.search(r"\{(wheel|python)\}", page)
    assert set(re.findall(r"[\w.-]+\.(?:whl|txt)", page)) == {next(handout.glob("*.whl")).name, "constraints.txt"}
    assert f"--python {sys.version_info.major}.{sys.version_info.minor} " in page
    for words in ("Windows", "macOS", "Linux", "uvx", "pip install", "dlcourse doctor", "dlcourse-notebooks"):
        assert words in page
    assert not re.search(r"""(src|href)=""", page)  # it opens anywhere, without the network


def test_a_second_run_replaces_it_and_a_failed_run_does_not(course, tmp_path):
    target = tmp_path / "build" / "handout"
    target.mkdir(parents=True)
    (target / "of last year.whl").touch()
    notebook = course / "notebooks" / "01_perceptron" / "01_perceptron.ipynb"
    released = notebook.read_text(encoding="utf-8")
    notebook.write_text(released.replace("your code here", "an answer of mine", 1), encoding="utf-8")
    with pytest.raises(AuthorError, match="is not as released"):
        write_handout(course, target)
    assert [path.name for path in target.iterdir()] == ["of last year.whl"]
    notebook.write_text(released, encoding="utf-8")
    write_handout(course, target)
    assert not (target / "of last year.whl").exists()
    assert [path.name for path in target.parent.iterdir()] == ["handout"]


def test_the_container_is_built_from_files_that_exist(handout):
    about = json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    for folder in (REPOSITORY, handout):
        build = about["build"]
        assert (folder / ".devcontainer" / build["dockerfile"]).resolve() == (
            folder / "binder" / "Dockerfile"
        ).resolve()
        assert (folder / ".devcontainer" / build["context"]).resolve() == folder.resolve()
    assert about["postAttachCommand"].startswith("dlcourse lab dlcourse-notebooks -- ")
    assert any(word == "ARG" and rest == f"NB_USER={about['remoteUser']}" for word, rest in instructions(DOCKERFILE))


def test_the_course_supports_the_python_of_the_image():
    pyproject = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    wanted = SpecifierSet(re.search(r'requires-python = "(.*)"', pyproject)[1])
    for _, rest in (stage[0] for stage in stages(DOCKERFILE)):
        assert wanted.contains(Version(re.match(r"python:([\d.]+)-", rest)[1] + ".9")), rest


def test_only_the_wheel_is_copied_to_the_image():
    """The first stage copies the repository, without what .dockerignore names; the image copies the wheel from there."""
    first, image = stages(DOCKERFILE)
    assert [rest for word, rest in first if word in ("COPY", "ADD")] == [". /course"]
    assert [rest for word, rest in image if word in ("COPY", "ADD")] == ["--from=wheel /handout /opt/handout"]
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in ("solutions", "tests", ".git"):
        assert name in ignored
    needed = ["setup.py", "pyproject.toml", "README.md", "LICENSE", "requirements.txt", "dlcourse", "data", "notebooks"]
    assert not [name for name in needed for pattern in ignored if fnmatch.fnmatch(name, pattern)]


@pytest.mark.parametrize(
    "dockerfile", [DOCKERFILE, REPOSITORY / "deploy" / "kubernetes" / "Dockerfile"], ids=lambda path: path.parent.name
)
def test_every_copied_file_exists(dockerfile):
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for word, rest in instructions(dockerfile):
        if word == "COPY" and not rest.startswith("--from="):
            for name in rest.split()[:-1]:
                assert (REPOSITORY / name).exists(), name
                assert not [pattern for pattern in ignored if fnmatch.fnmatch(name, pattern)], name
