"""The table a student sees: in HTML and in plain text the same facts."""

from dlcourse.checks.core.report import Report, Result


def report(**options):
    failed = Result("rows sum to one", False, "Over which axis <do> you sum?", "the sum is 4 at [0]; expected 1.")
    return Report("softmax", criteria=[Result("right shape", True), failed], **options)


def test_the_plain_text_names_points_marks_message_hint_and_seed():
    assert repr(report(points=2, seed=5)).splitlines() == [
        "softmax: 1 of 2 points",
        "  ✓ right shape",
        "  ✗ rows sum to one",
        "      the sum is 4 at [0]; expected 1.",
        "      Hint: Over which axis <do> you sum?",
        "The numbers were drawn with seed 5.",
    ]


def test_the_html_holds_the_same_facts_and_escapes_them():
    html = report(points=2, seed=5)._repr_html_()
    for fact in ("softmax: 1 of 2 points", "✓", "✗", "the sum is 4", "axis &lt;do&gt; you", "seed 5"):
        assert fact in html
    assert "<do>" not in html


def test_a_passed_report_shows_no_seed_so_that_it_is_the_same_every_time():
    assert "seed" not in repr(Report("f", seed=7, criteria=[Result("a", True)]))


def test_where_several_criteria_fail_the_student_is_told_where_to_begin():
    assert "Begin with the first ✗" not in repr(report())
    several = Report("f", criteria=[Result("a", False), Result("b", True), Result("c", False)])
    for shown in (repr(several), several._repr_html_()):
        assert "Begin with the first ✗: those below it may come from the same mistake." in shown


def test_points_are_rounded_to_two_decimals():
    thirds = [Result("a", True), Result("b", False), Result("c", False)]
    assert Report("f", points=1, criteria=thirds).earned == 0.33


def test_a_report_without_criteria_earns_nothing():
    assert Report("f").score == 0
    assert not Report("f").passed
