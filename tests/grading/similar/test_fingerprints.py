"""What of an answer can agree: renaming, reordering and reformatting change little of it."""

import pytest

from dlcourse.grading.similar.fingerprints import CODE, COMMENT, NAME, TEXT, code_features, text_features

ANSWER = '''
def softmax(z):
    """Probabilities."""
    shifted = z - z.max(axis=-1, keepdims=True)  # so that nothing overflows here
    e = np.exp(shifted)
    return e / e.sum(axis=-1, keepdims=True)
'''
RENAMED = ANSWER.replace("shifted", "moved").replace("z", "logits").replace("e ", "powers ").replace("e.", "powers.")
REFORMATTED = """
def softmax( z ):

    shifted = (z
               - z.max(axis = -1,
                       keepdims = True,))
    e = (np.exp(shifted))
    return (e / e.sum(axis=-1, keepdims=True))
"""


def of(kind, features):
    return {what for one, what in features if one == kind}


@pytest.mark.parametrize("other", [RENAMED, REFORMATTED], ids=["renamed", "reformatted"])
def test_names_and_layout_are_not_in_the_code(other):
    assert of(CODE, code_features(other)) == of(CODE, code_features(ANSWER))


def test_what_another_library_function_does_is_in_the_code():
    assert of(CODE, code_features(ANSWER)) != of(CODE, code_features(ANSWER.replace("np.exp", "np.exp2")))
    assert of(CODE, code_features(ANSWER)) != of(CODE, code_features(ANSWER.replace("axis=-1", "axis=1")))


def test_names_and_comments_are_kept_beside_it():
    found = code_features(ANSWER)
    assert of(NAME, found) == {"softmax", "shifted", "axis", "keepdims", "np"}
    assert of(COMMENT, found) == {
        "probabilities",
        "so that nothing",
        "that nothing overflows",
        "nothing overflows here",
    }


def test_words_are_compared_in_one_form():
    decomposed = "\u1100\u1161 \u1102\u1161 \u1103\u1161"  # as macOS writes 가 나 다
    assert text_features("가, 나: 다!") == text_features(decomposed) == {(TEXT, "가 나 다")}


@pytest.mark.parametrize(
    "text", ["", " \n", "def f(:", "'" * 9, '"""', "(" * 99, "\ud800", "\0", "1e", "f'{x", "%matplotlib"]
)
def test_any_text_can_be_read(text):
    assert isinstance(code_features(text) | text_features(text), frozenset)
