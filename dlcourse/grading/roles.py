"""What each cell of a submission is for, as the gradebook knows it: a student may have changed it in the notebook."""

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor


class RestoreRoles(NbGraderPreprocessor):
    """Gives every cell the role it has in the gradebook; a cell that is not known there has none.

    Without it, a check cell marked as a solution would run beside the student's code, hidden tests and all.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            known = gradebook.find_notebook(about["notebook"], about["assignment"])
            graded = {cell.name: cell.max_score for cell in known.grade_cells}
            solutions = {cell.name for cell in known.solution_cells}
            tasks = {cell.name for cell in known.task_cells}
            locked = {cell.name: cell.locked for cell in known.source_cells}
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader")
            if marks is None:
                continue
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if name not in locked:
                del cell.metadata["nbgrader"]
                continue
            marks.update(grade=name in graded, solution=name in solutions, task=name in tasks, locked=locked[name])
            if name in graded:
                marks["points"] = graded[name]
        return nb, resources
