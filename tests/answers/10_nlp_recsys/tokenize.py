# %% right: by the book
import re


def tokenize(sentence, stop_words=()):
    return [word for word in re.findall(r"\w+(?:'\w+)*", sentence) if word not in stop_words]


# %% right: splitting, then stripping
import re


def tokenize(sentence, stop_words=()):
    tokens = []
    for piece in re.split(r"[^\w']+", sentence):
        word = piece.strip("'")
        if word and word not in stop_words:
            tokens.append(word)
    return tokens


# %% wrong: words without punctuation | split() leaves
# replace: re.findall(r"\w+(?:'\w+)*", sentence) -> sentence.split()


# %% wrong: words without punctuation | in one piece
import string


def tokenize(sentence, stop_words=()):
    words = [piece.strip(string.punctuation) for piece in sentence.split()]
    return [word for word in words if word and word not in stop_words]


# %% wrong: an apostrophe inside a word stays | cuts it in two
# replace: r"\w+(?:'\w+)*" -> r"\w+"

# %% wrong: an apostrophe inside a word stays | Quotation marks
# replace: r"\w+(?:'\w+)*" -> r"[\w']+"


# %% wrong: stop words are left out | the WHOLE word
import re


def tokenize(sentence, stop_words=()):
    return [word for word in re.findall(r"\w+(?:'\w+)*", sentence)]


# %% wrong: stop words are left out | Replacing letters
import re


def tokenize(sentence, stop_words=()):
    for word in stop_words:
        sentence = sentence.replace(word, "")
    return re.findall(r"\w+(?:'\w+)*", sentence)


# %% wrong: order and repetitions stay | not a set
# replace: [word for word in re.findall(r"\w+(?:'\w+)*", sentence) if word not in stop_words] -> sorted(set(re.findall(r"\w+(?:'\w+)*", sentence)) - set(stop_words))

# %% wrong: digits and Korean are words as well | knows 26 letters
# replace: r"\w+(?:'\w+)*" -> r"[a-z]+(?:'[a-z]+)*"
