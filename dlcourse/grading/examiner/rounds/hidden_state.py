"""Signs that an answer needs something that was not run: then the whole notebook may give it more points."""

import re
import sys
from collections.abc import Iterable, Set

from nbformat import NotebookNode

from dlcourse.checks.analysis import Dependencies
from dlcourse.checks.analysis.evasion import evasions
from dlcourse.checks.core.report_data import reports_in

_MISSING = re.compile(r"name '(\w{1,100})' is not defined")


def needs_no_package(found: Iterable[Dependencies]) -> bool:
    """Whether all that answers depend on is Python and NumPy, and can be seen."""
    tops = {module.partition(".")[0] for each in found for module in each.modules}
    return tops <= {"numpy", *sys.stdlib_module_names}


def seems_to_miss_something(outputs: list[NotebookNode], elsewhere: Set[str], found: Iterable[Dependencies]) -> bool:
    """Whether a check failed for want of a name that exists elsewhere, or for an answer that cannot be read.

    An answer that breaks a rule earns nothing, whatever is run.

    Args:
        outputs: of the check.
        elsewhere: the names that are bound in cells that were not run.
        found: what the answers depend on.
    """
    failed = [result for report in reports_in(outputs) for result in report.criteria if not result.passed]
    if any(result.required and not result.weight for result in failed):
        return False
    texts = [result.message for result in failed]
    texts += [output.evalue for output in outputs if output.output_type == "error"]
    if any(name in elsewhere for text in texts for name in _MISSING.findall(text)):
        return True
    return any(each.hidden or any(map(evasions, each.trees)) for each in found)
