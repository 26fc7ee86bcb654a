"""`dlcourse mark`: the points and comments of a rubric, for written answers."""

import click

from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.terminal import give_up


@click.command()
@click.argument("chapter")
@click.argument("student", required=False)
@click.argument("points", nargs=-1)
@click.option("--none", "nothing", is_flag=True, help="Take all points of STUDENT back: the answer waits to be read.")
def mark(chapter: str, student: str | None, points: tuple[str, ...], nothing: bool) -> None:
    """Give STUDENT these POINTS of the rubric in rubrics/CHAPTER.toml, with their comments.

    \b
    dlcourse mark 01_perceptron                      the rubric, and whose answers wait to be read
    dlcourse mark 01_perceptron ada slope unclear    exactly these two

    Formgrader shows the same points and comments, and can change them. Lines that you wrote there are kept.
    """
    course = course_or_exit()
    chapter = chapter_or_exit(chapter, course)
    from dlcourse.grading import GradingError
    from dlcourse.grading.roster.folders import composed
    from dlcourse.grading.written import marks
    from dlcourse.grading.written.rubric import read_rubric

    try:
        rubric = read_rubric(course, chapter)
        if student is None:
            for point in rubric:
                click.echo(f"{point.cell}  {point.name}  {point.points:g} points  {point.comment}")
            names = marks.waiting(course, chapter)
            click.echo(f"To read: {', '.join(names) if names else 'nothing'}.")
        elif bool(points) == nothing:
            how = f"`dlcourse mark {chapter}` lists them, and --none takes all of them back."
            give_up(f"name the points of the rubric for {student}: {how}")
        else:
            student = composed(student)
            for one in marks.mark(course, chapter, student, rubric, points):
                what = "waits to be read" if nothing else f"{one.score:g} of {one.best:g} points"
                click.echo(f"{student}: {one.cell} {what}")
    except GradingError as problem:
        give_up(str(problem))
