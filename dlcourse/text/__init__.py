"""From text to numbers: sentence → normalised sentence → tokens → ids → one array.

>>> from dlcourse import text
>>> sentences = ["Don't buy this pan!!!", "Buy  this pan. A good pan."]
>>> tokens = [text.tokenize(text.normalize(sentence), "en") for sentence in sentences]
>>> tokens[0]
["don't", 'buy', 'this', 'pan']
>>> vocabulary = text.Vocabulary.of(tokens)
>>> text.pad([vocabulary.encode(words) for words in tokens], length=5)
array([[6, 3, 4, 2, 0],
       [3, 4, 2, 5, 7]], dtype=int32)

English needs no other package; Korean is analysed by Kiwi (`korean.py`), which is loaded when it is first used.
"""

from dlcourse.text.byte_pairs import BytePairs
from dlcourse.text.normalizing import normalize
from dlcourse.text.padding import pad
from dlcourse.text.stop_words import STOP_WORDS
from dlcourse.text.tokens import morphemes, tokenize, words
from dlcourse.text.vocabulary import OOV, PAD, Vocabulary

__all__ = [
    "OOV",
    "PAD",
    "STOP_WORDS",
    "BytePairs",
    "Vocabulary",
    "morphemes",
    "normalize",
    "pad",
    "tokenize",
    "words",
]
