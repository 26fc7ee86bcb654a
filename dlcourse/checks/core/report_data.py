"""Reports read back from the outputs of a check cell.

An output may be of a student's making: what does not have the form of a report's data, or its size, is no report.
"""

import math
from collections.abc import Iterable
from typing import Any

from dlcourse.checks.core.report import MIME, Report, Result

MAX_CRITERIA = 200
MAX_CHARACTERS = 5000  # of one text
_RESULT = {"name": str, "passed": bool, "hint": str, "message": str, "weight": float, "required": bool, "trivial": bool}


def reports_in(outputs: Iterable[dict]) -> list[Report]:
    """The reports among a cell's outputs, in order."""
    found = (read_report(output["data"][MIME]) for output in outputs if MIME in output.get("data", {}))
    return [report for report in found if report is not None]


def read_report(data: Any) -> Report | None:
    """The report with this data (`Report.as_data`); None where it is not the data of one."""
    parts = {"exercise": str, "points": float, "earned": float, "seed": int, "criteria": list}
    if not isinstance(data, dict) or data.keys() != parts.keys():
        return None
    if not all(_is_a(kind, data[name]) for name, kind in parts.items() if (name, data[name]) != ("seed", None)):
        return None
    if len(data["criteria"]) > MAX_CRITERIA or not all(map(_is_a_result, data["criteria"])):
        return None
    criteria = [Result(**result) for result in data["criteria"]]
    return Report(data["exercise"], points=data["points"], seed=data["seed"], criteria=criteria)


def _is_a_result(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.keys() == _RESULT.keys()
        and all(_is_a(kind, data[name]) for name, kind in _RESULT.items())
    )


def _is_a(kind: type, value: Any) -> bool:
    """Whether a value is of this kind and of a reasonable size."""
    if kind is float:
        return type(value) in (int, float) and abs(value) < 2**53 and math.isfinite(value)
    return isinstance(value, kind) and not (isinstance(value, str) and len(value) > MAX_CHARACTERS)
