# %% right: by the book
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% right: without regular expressions for spaces and repeats
import re
import unicodedata
from itertools import groupby


def normalize(sentence):
    sentence = re.sub("<.*?>", " ", unicodedata.normalize("NFC", sentence))
    sentence = " ".join(sentence.casefold().split())
    return "".join("".join(list(group)[:2]) for _, group in groupby(sentence))


# %% wrong: lower case | one word
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence)
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: single spaces, none at the ends | Tabs and line ends
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r" +", " ", sentence)


# %% wrong: a tag becomes a space | parts two words
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", "", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: a tag becomes a space | stop at the FIRST
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<.*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: at most two of a kind in a row | Two stay two
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1+", r"\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: at most two of a kind in a row | Three or more
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: Korean letters too | catches ㅋ as well
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"([a-z!?.])\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: one form of each syllable | NFC
import re
import unicodedata


def normalize(sentence):
    sentence = sentence.lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% wrong: one form of each syllable | stored as one character or as three
import re
import unicodedata


def normalize(sentence):
    sentence = unicodedata.normalize("NFD", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()
