"""How nbval runs solution notebooks, and how it compares their outputs."""

from functools import partial


def pytest_collectstart(collector) -> None:
    """Add the chapter's claims, and leave out the data of reports: committed outputs are without both.

    See `dlcourse.authoring.build`.
    """
    if hasattr(collector, "skip_compare"):
        from dlcourse.checks.core.report import MIME  # not above: it imports NumPy, whose threads are not yet set
        from tests.support.chapters.claims import with_claims

        collector.skip_compare += (MIME,)
        collector.collect = partial(with_claims, collector)
