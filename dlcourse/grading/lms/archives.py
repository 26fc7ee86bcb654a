"""Unpack a learning platform's archive for `nbgrader zip_collect`: one bad file in it does not stop the others."""

import os
import shutil
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin
from nbgrader.utils import unzip

from dlcourse.notebooks import one_line


class OuterArchives(ExtractorPlugin):
    """Unpacks the archives that the instructor has downloaded, and none that lies inside of them.

    An inner archive is a student's own. It may be broken or endless, hold paths that lead elsewhere, or notebooks with
    the names of other students. It is copied as it is, and said to be left out.
    """

    def extract(self, archive_path: str, extracted_path: str) -> None:
        for folder, _, names in os.walk(archive_path):
            target = Path(extracted_path, os.path.relpath(folder, archive_path))
            target.mkdir(parents=True, exist_ok=True)
            for path in (Path(folder, name) for name in sorted(names)):
                if path.suffix in self.zip_ext:
                    self._unpack(path, target)
                else:
                    shutil.copy(path, target / path.name)

    def _unpack(self, archive: Path, target: Path) -> None:
        try:
            unzip(str(archive), str(target), zip_ext=self.zip_ext, create_own_folder=True, tree=False)
        except Exception as problem:  # unpacking raises many kinds of errors
            self.log.error("%s is left out: %s.", archive, one_line(str(problem)))
        inner = target / archive.name.removesuffix(archive.suffix).removesuffix(".tar")
        for path in sorted(inner.rglob("*")):
            if path.suffix in self.zip_ext:
                self.log.warning("%s is not opened: it is an archive in an archive.", one_line(str(path)))
