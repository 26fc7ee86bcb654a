"""Means over the batches of an epoch."""


class RunningMeans:
    """The mean of each named number so far; each batch is weighted by its number of samples.

    >>> means = RunningMeans()
    >>> means.add("loss", 1.0, 3)
    >>> means.add("loss", 2.0, 1)
    >>> means.result()
    {'loss': 1.25}
    """

    def __init__(self):
        self.totals = {}
        self.counts = {}

    def add(self, name: str, mean: float, count: int) -> None:
        """Add the mean of `count` more samples."""
        self.totals[name] = self.totals.get(name, 0.0) + float(mean) * count
        self.counts[name] = self.counts.get(name, 0) + count

    def result(self) -> dict[str, float]:
        """Return {name: mean}."""
        return {name: total / self.counts[name] for name, total in self.totals.items() if self.counts[name]}
