"""What a check has found: criteria passed and failed, as a table, as text, and as data for programs."""

from dataclasses import asdict, dataclass, field
from html import escape
from textwrap import indent
from typing import Any

MIME = "application/vnd.dlcourse.report+json"  # of a report's plain data, in the output of a check cell


@dataclass(frozen=True)
class Result:
    """One criterion: did it pass, and if not, what was seen (`message`) and what to look at (`hint`)."""

    name: str
    passed: bool
    hint: str = ""
    message: str = ""
    weight: float = 1.0
    required: bool = False  # a required criterion that fails takes the whole score with it
    trivial: bool = False  # also true of an answer that does nothing, so it counts only beside another that passed


@dataclass
class Report:
    """All criteria of one exercise, in the order they were tried."""

    exercise: str
    points: float = 1.0
    seed: int | None = None
    criteria: list[Result] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The weighted share of criteria passed, from 0 to 1; 0 when a required one failed or none was reached."""
        total = sum(result.weight for result in self.criteria)
        if not any(result.passed and result.weight and not result.trivial for result in self.criteria):
            return 0.0
        if any(result.required and not result.passed for result in self.criteria):
            return 0.0
        return sum(result.weight for result in self.criteria if result.passed) / total

    @property
    def passed(self) -> bool:
        """Whether every criterion passed."""
        return bool(self.criteria) and all(result.passed for result in self.criteria)

    @property
    def failed(self) -> list[str]:
        """The names of the criteria that failed, in order."""
        return [result.name for result in self.criteria if not result.passed]

    @property
    def earned(self) -> float:
        """Points earned, to two decimals: what nbgrader reads as partial credit."""
        return round(self.points * self.score, 2)

    def as_dict(self) -> dict:
        """Plain data for JSON: exercise, score, passed, criteria."""
        keep = ("name", "passed", "hint", "message")
        criteria = [{key: asdict(result)[key] for key in keep} for result in self.criteria]
        return {"exercise": self.exercise, "score": self.score, "passed": self.passed, "criteria": criteria}

    def as_data(self) -> dict:
        """All of the report as plain data, with the points earned (see `dlcourse.checks.core.report_data`).

        The seed is left out where everything passed: the output is then the same each time.
        """
        data = {"exercise": self.exercise, "points": self.points, "earned": self.earned}
        seed = None if self.passed else self.seed
        return data | {"seed": seed, "criteria": [asdict(result) for result in self.criteria]}

    def _headline(self) -> str:
        return f"{self.exercise}: {self.earned:g} of {self.points:g} point{'' if self.points == 1 else 's'}"

    def _footnote(self) -> str:
        """Where something failed: where to begin, and the seed, with which the same numbers can be drawn again."""
        several = sum(not result.passed for result in self.criteria) > 1
        begin = "Begin with the first ✗: those below it may come from the same mistake." if several else ""
        seed = "" if self.passed or self.seed is None else f"The numbers were drawn with seed {self.seed}."
        return " ".join(filter(None, [begin, seed]))

    def __repr__(self) -> str:
        return f"{self._headline()}\n{self.as_text()}"

    def as_text(self) -> str:
        """The table without its headline, for a terminal."""
        lines = []
        for result in self.criteria:
            lines.append(f"  {'✓' if result.passed else '✗'} {result.name}")
            if not result.passed:
                lines += [indent(text, "      ") for text in (result.message, f"Hint: {result.hint}") if text]
        return "\n".join([*lines, *filter(None, [self._footnote()])])

    def _repr_mimebundle_(self, **_: Any) -> dict:
        """The output of a check cell: what Jupyter shows, and the data beside it for programs that read it."""
        return {"text/plain": repr(self), "text/html": self._repr_html_(), MIME: self.as_data()}

    def _repr_html_(self) -> str:
        rows = "".join(map(_row, self.criteria))
        footnote = f'<caption style="caption-side:bottom;text-align:left;opacity:.75">{self._footnote()}</caption>'
        return (
            '<table class="dlcourse-check" style="border-collapse:collapse;margin:.3em 0;max-width:56em">'
            f"{footnote if self._footnote() else ''}"
            '<thead><tr><th colspan="2" style="text-align:left;padding:.3em .6em;border-bottom:2px solid">'
            f"{escape(self._headline())}</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def _row(result: Result) -> str:
    """One criterion as a table row. Marks differ in shape as well as colour, so they read in greyscale."""
    mark, label, colour = ("✓", "passed", "#2e7d32") if result.passed else ("✗", "not yet", "#c62828")
    details = ""
    if not result.passed:
        message = f'<pre style="margin:.3em 0;white-space:pre-wrap">{escape(result.message)}</pre>'
        hint = f'<div style="margin:.2em 0"><b>Hint.</b> {escape(result.hint)}</div>'
        details = (message if result.message else "") + (hint if result.hint else "")
    cell = "text-align:left;vertical-align:top;padding:.25em .6em"
    return (
        f'<tr><td style="{cell};color:{colour};font-weight:bold" title="{label}">{mark}</td>'
        f'<td style="{cell}">{escape(result.name)}{details}</td></tr>'
    )
