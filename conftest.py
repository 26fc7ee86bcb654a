"""How nbval compares the outputs of solution notebooks."""


def pytest_collectstart(collector) -> None:
    """Leave out the data of reports: committed outputs are without it (see `dlcourse.authoring.build`)."""
    if hasattr(collector, "skip_compare"):
        from dlcourse.checks.core.report import MIME  # not above: it imports NumPy, whose threads are not yet set

        collector.skip_compare += (MIME,)
