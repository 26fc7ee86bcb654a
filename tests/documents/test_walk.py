"""A walk runs the commands of a document, ends at the line that fails, and names it."""

import os

import pytest

from tests.support.documents import between_backquotes, shell_lines
from tests.support.walk import walk

DOCUMENT = """# A page

Say `one command` or two:

```sh
cd deeper            # a folder
echo "in $PWD" \\
    again
```

1. In a list:

   ```sh
   false
   echo never
   ```

```python
not = "run"
```
"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "deeper").mkdir()
    page = tmp_path / "page.md"
    page.write_text(DOCUMENT, encoding="utf-8")
    return page


def test_lines_are_found_with_their_places(page):
    found = [(line.place, line.section, line.command) for line in shell_lines(page)]
    assert found == [
        (f"{page.parent.name}/page.md:6", "A page", "cd deeper"),
        (f"{page.parent.name}/page.md:7", "A page", 'echo "in $PWD" \\\n    again'),
        (f"{page.parent.name}/page.md:14", "A page", "false"),
        (f"{page.parent.name}/page.md:15", "A page", "echo never"),
    ]
    assert between_backquotes(page) == ["one command"]


def test_a_walk_ends_at_the_line_that_fails_and_names_it(page, tmp_path):
    with pytest.raises(AssertionError, match=r"FAILED WITH 1: .*/page\.md:14: false") as failure:
        walk(page, tmp_path, os.environ, {})
    assert f"in {tmp_path / 'deeper'} again" in str(failure.value)
    assert "never" not in str(failure.value)


def test_a_stand_in_is_run_in_place_of_its_line(page, tmp_path):
    printed = walk(page, tmp_path, os.environ, {"false": "echo instead of '{line}'"})
    assert "instead of false\n" in printed and "never\n" in printed


def test_a_stand_in_for_a_missing_line_is_an_error(page, tmp_path):
    with pytest.raises(AssertionError, match=r"no longer has the lines \['true'\]"):
        walk(page, tmp_path, os.environ, {"true": "echo"})


@pytest.mark.parametrize("said", ["No command given (run with --help)", "[CollectApp | ERROR] No submissions found"])
def test_an_error_that_is_only_printed_ends_the_walk(page, tmp_path, said):
    with pytest.raises(AssertionError, match=r"SAID AN ERROR: .*page\.md:14: false"):
        walk(page, tmp_path, os.environ, {"false": f"echo '{said}'"})


def test_an_unset_variable_ends_the_walk(page, tmp_path):
    with pytest.raises(AssertionError, match=r"page\.md:14: false"):
        walk(page, tmp_path, os.environ, {"false": 'echo "$NOBODY_SETS_THIS"'})
