"""nbval runs the claims of a chapter between the cells of its committed solution."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dlcourse.authoring.claims import as_function, is_claim, quotes
from dlcourse.authoring.source import Cell, read_source
from tests.support.chapters.one_training import train_once


def claims_after(source: Path) -> dict[int, list[Cell]]:
    """The claims of a chapter, by the number of code cells of the notebook that stand before them."""
    found: dict[int, list[Cell]] = {}
    before = 0
    for cell in read_source(source):
        if is_claim(cell):
            found.setdefault(before, []).append(cell)
        else:
            before += cell.node.cell_type == "code"
    return found


def with_claims(collector) -> Iterator:
    """nbval's tests of a notebook, with its claims where they stand in the source, and each check's training once."""
    from nbval.plugin import IPyNbCell

    path = Path(collector.path)
    claims = claims_after(path.with_suffix(".py"))
    cells = list(type(collector).collect(collector))
    for test in cells:
        train_once(test.cell, path.stem)
    for number in range(len(cells) + 1):
        for claim in claims.get(number, []):
            node = claim.node.copy()
            node.source, node.outputs = as_function(claim.node.source), []
            name = f"Claim in line {claim.line}: {quotes(claim)[0]}"
            options = defaultdict(bool, check=False)
            yield IPyNbCell.from_parent(collector, name=name, cell_num=number, cell=node, options=options)
        yield from cells[number : number + 1]
