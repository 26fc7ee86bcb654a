"""Read a list of people as spreadsheets and platforms save it: in any usual encoding, with any usual separator."""

import codecs
import csv
import io
import unicodedata
from pathlib import Path
from typing import NamedTuple

from dlcourse.grading import NotReadyError

MAX_BYTES = 20 * 1024**2
SEPARATORS = ",;\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class CsvList(NamedTuple):
    """The first line, which names the columns, and the lines below it that are not empty. Texts are in NFC."""

    heads: list[str]
    rows: list[list[str]]
    encoding: str


def read_csv_list(path: Path) -> CsvList:
    """Raises NotReadyError where the file is no table."""
    text, encoding = _text(path)
    text = text.lstrip("\ufeff \r\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):  # Excel's own line
        text, first = rest, rest.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as problem:
        raise NotReadyError(f"{path} is not a table with commas, semicolons or tabs: {problem}.") from None
    rows = [row for cells in found if any(row := [cell.strip() for cell in cells])]
    if not rows:
        raise NotReadyError(f"{path} is empty.")
    return CsvList(rows[0], rows[1:], encoding)


def _text(path: Path) -> tuple[str, str]:
    """The text, and its encoding: by its mark where there is one, else UTF-8, else that of Korean Windows."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotReadyError(f"{path} is too large for the list of a class.")
        content = path.read_bytes()
    except OSError as error:
        raise NotReadyError(f"{path}: {(error.strerror or str(error)).lower()}.") from None
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unicodedata.normalize("NFC", text), encoding
    raise NotReadyError(
        f"{path} is not text in UTF-8 or in Korean Windows' encoding (cp949): "
        "save it in Excel as “CSV UTF-8”, not as .xlsx."
    )
