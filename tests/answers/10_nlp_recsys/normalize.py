import re
import unicodedata


# %% right: by the book
def normalize(sentence):
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


# %% right: without regular expressions for spaces and repeats
from itertools import groupby


def normalize(sentence):
    sentence = re.sub("<.*?>", " ", unicodedata.normalize("NFC", sentence))
    sentence = " ".join(sentence.casefold().split())
    return "".join("".join(list(group)[:2]) for _, group in groupby(sentence))


# %% wrong: lower case | one word
# remove: .lower()

# %% wrong: single spaces, none at the ends | Tabs and line ends
# replace: return re.sub(r"\s+", " ", sentence).strip() -> return re.sub(r" +", " ", sentence)

# %% wrong: a tag becomes a space | separates two words
# replace: re.sub(r"<[^>]*>", " ", sentence) -> re.sub(r"<[^>]*>", "", sentence)

# %% wrong: a tag becomes a space | stop at the FIRST
# replace: r"<[^>]*>" -> r"<.*>"

# %% wrong: at most two of a kind in a row | Two stay two
# replace: re.sub(r"(.)\1{2,}", r"\1\1", sentence) -> re.sub(r"(.)\1+", r"\1", sentence)

# %% wrong: at most two of a kind in a row | Three or more
# remove: sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)

# %% wrong: Korean letters too | catches ㅋ as well
# replace: r"(.)\1{2,}" -> r"([a-z!?.])\1{2,}"

# %% wrong: one form of each syllable | NFC
# replace: unicodedata.normalize("NFC", sentence) -> sentence

# %% wrong: one form of each syllable | stored as one character or as three
# replace: "NFC" -> "NFD"
