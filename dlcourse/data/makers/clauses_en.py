"""What people say about twelve things, in English. Each line is a whole clause, so that two can be joined."""

import numpy as np


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _thing(names: str, good: str, bad: str) -> dict[str, tuple[str, ...]]:
    return {"names": tuple(names.split(", ")), "good": _lines(good), "bad": _lines(bad)}


THINGS = (
    _thing(
        "kettle, little kettle",
        """it boils a litre before I have found a cup
        the handle never gets hot
        it is so quiet that I keep checking whether it is on
        not a drop goes astray when I pour
        there is no smell of plastic at all
        it switches itself off every single time""",
        """it takes forever to boil
        the lid does not close properly
        the water tastes of plastic
        it drips whenever I pour
        the switch stopped working after a week
        it is anything but quiet""",
    ),
    _thing(
        "backpack, rucksack",
        """my laptop fits with room to spare
        the straps do not cut into my shoulders
        it stayed dry inside in heavy rain
        the zips run smoothly
        it has a pocket for everything
        after a year of school there is not one loose thread""",
        """the first zip broke on day three
        my laptop does not fit
        it soaked through in a light shower
        the straps cut into my shoulders
        a seam has already come apart
        there is hardly any padding""",
    ),
    _thing(
        "desk lamp, lamp, reading lamp",
        """the light is warm and does not flicker
        I can read for hours without tired eyes
        the arm stays exactly where I put it
        the dimmer works in small, even steps
        it looks far more expensive than it was
        it needs no more space than a mug""",
        """it flickers on the lowest setting
        the arm sinks slowly until it touches the desk
        the light is cold and harsh
        it hums, and I cannot unhear it
        the base is too light to stand safely
        the bulb cannot be replaced""",
    ),
    _thing(
        "keyboard, wireless keyboard",
        """the keys feel crisp
        I make fewer typos than ever
        it connected at once and has not dropped out since
        the battery seems to last for ever
        nobody in the office complains about the noise
        the letters show no wear after months""",
        """the space bar sticks
        it loses the connection several times a day
        the letters are wearing off already
        it rattles like an old typewriter
        two keys did not work from the start
        the battery hardly lasts a week""",
    ),
    _thing(
        "jacket, rain jacket, winter jacket",
        """it keeps me warm without being heavy
        it fits as if it had been made for me
        the colour is exactly as in the picture
        no wind gets through
        it came out of the wash like new
        the pockets are deep and lined""",
        """the sleeves are far too short
        it lost its colour in the first wash
        the lining tore after two weeks
        it lets the wind straight through
        the zip catches on the cloth every time
        it looks nothing like the picture""",
    ),
    _thing(
        "novel, book, thriller",
        """I could not put it down
        the ending took me completely by surprise
        the characters feel like people I know
        there is not a dull page in it
        I laughed out loud on the train
        the translation reads beautifully""",
        """I gave up after a hundred pages
        you can guess the ending by chapter two
        the characters are flat
        nothing happens for half of the book
        the translation is full of mistakes
        the print is so small that it hurts""",
    ),
    _thing(
        "coffee, espresso blend",
        """it smells wonderful when you open the bag
        it is strong without being bitter
        even my father, who never praises anything, asked for more
        the roast is even and fresh
        it tastes of chocolate and nuts, as promised
        my stomach has no trouble with it""",
        """it tastes burnt
        it is bitter and leaves a dusty taste
        the beans were stale
        there is no aroma to speak of
        half of the beans were broken
        it gave me a stomach ache""",
    ),
    _thing(
        "vacuum cleaner, vacuum, hoover",
        """it picks up cat hair in one go
        it is light enough to carry upstairs
        the battery lasts for the whole flat
        it does not wake the baby
        emptying it takes ten seconds and makes no mess
        it reaches under every bed""",
        """it leaves half of the cat hair behind
        the battery dies in the second room
        it is so loud that the dog hides
        the filter clogs every few days
        dust flies everywhere when I empty it
        the brush came off its axle""",
    ),
    _thing(
        "tent, two-person tent",
        """one person can put it up in five minutes
        we stayed dry through a whole night of storm
        there is enough room for two and a dog
        it packs down surprisingly small
        no mosquito found a way in
        the poles look as good as on the first day""",
        """a pole snapped on the first trip
        water came in through the floor
        two people do not fit, whatever the label says
        it takes an hour and an argument to put up
        it never goes back into its bag
        the mosquito net has holes""",
    ),
    _thing(
        "frying pan, pan",
        """nothing sticks, not even eggs
        it heats evenly right to the edge
        it wipes clean in seconds
        the handle stays cool
        it works on my induction hob without buzzing
        I have had it for a year and there is no scratch""",
        """everything sticks after a month
        the coating is coming off
        it warped the second time I used it
        the handle gets too hot to hold
        only the middle gets hot
        it does not work on induction, although the box says so""",
    ),
    _thing(
        "pillow, neck pillow",
        """my neck does not hurt any more
        I fall asleep faster than before
        it keeps its shape all night
        it is neither too soft nor too hard
        the cover washes well
        I do not sweat on it, even in summer""",
        """my neck hurts every morning
        it went flat within a month
        it smells of chemicals
        it is as hard as a brick
        the filling has turned into lumps
        I wake up hot and sweaty""",
    ),
    _thing(
        "phone case, case",
        """my phone has survived three falls
        it adds next to no weight
        the buttons are easy to press
        it has not turned yellow
        it does not slip out of my hand
        wireless charging works through it""",
        """it cracked when I dropped it once
        it turned yellow in a month
        the buttons are hard to press
        it is slippery
        it blocks half of the camera
        the phone fell straight out of it""",
    ),
)

BUYING = {
    "good": _lines(
        """it arrived a day early
        the price is more than fair
        it was packed with care
        customer service answered within the hour
        the instructions are short and clear
        I have seen nothing better for the money"""
    ),
    "bad": _lines(
        """it arrived two weeks late
        it is not worth the money
        the box was crushed when it came
        customer service never answered
        the instructions make no sense
        I have seen better for half the price"""
    ),
}

# The second list is for things that one keeps, not for what is read or drunk up.
OPENINGS = _lines(
    """I bought this {thing} for my daughter.
    I was not sure about this {thing}.
    A friend told me about this {thing}.
    I read all the reviews before I chose this {thing}.
    This {thing} was a present."""
)
OPENINGS_OF_LASTING = _lines(
    """My third {thing} in two years.
    I have had this {thing} for about two months.
    I needed a new {thing} in a hurry."""
)
# Words of one matter that do not begin alike: no review says both of two of them.
MATTERS = (
    ("quiet", "loud", "hum", "rattle", "noise", "wake the baby"),
    ("put it down", "dull", "gave up", "nothing happens"),
    ("ending", "guess"),
    ("dry", "soak", "water", "rain"),
    ("burnt", "bitter", "taste", "aroma", "smell"),
    ("fit", "sleeve", "room", "made for me"),
    ("survived", "cracked", "fell", "slip"),
    ("warm", "wind"),
    ("shape", "flat", "lumps"),
    ("sweat",),
    ("stick", "coating", "scratch"),
    ("cold", "warm and"),
    ("zip", "seam", "thread"),
    ("boil", "forever"),
    ("price", "money"),
    ("pole", "five minutes", "an hour and"),
    ("packed", "box"),
    ("packs down", "its bag"),
    ("stale", "fresh"),
    ("type", "keys"),
    ("wash", "washed"),
)
INSTRUCTIONS, WITH_INSTRUCTIONS = "instructions", ("kettle", "desk lamp", "keyboard", "vacuum cleaner", "tent")
CONSUMED = ("novel", "coffee")

VERDICTS = (
    _lines(
        """I would not buy it again.
        It is going back.
        I do not recommend it.
        I expected more.
        I wish I had believed the other reviews.
        Never again.
        Two stars, and that is generous.
        I regret it.
        Save your money."""
    ),
    _lines(
        """I would buy it again.
        It is not going back.
        I recommend it.
        I did not expect that much.
        I do not believe the bad reviews.
        Never been happier with a purchase.
        Five stars, and I am not generous.
        I do not regret it.
        Worth every penny."""
    ),
)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def alone(clause: str, rng: np.random.Generator) -> str:
    """A sentence of one clause."""
    return _capital(clause) + ("!" if rng.random() < 0.15 else ".")


def both(first: str, second: str, rng: np.random.Generator) -> str:
    """Two clauses that say the same, both good or both bad."""
    if rng.random() < 0.5:
        return f"{_capital(first)}, and {second}."
    return f"{_capital(first)}. {_capital(second)}."


def but(first: str, second: str, rng: np.random.Generator) -> str:
    """`second` weighs more than `first`."""
    joints = (
        "{a}, but {b}.",
        "Although {a}, {b}.",
        "{a}. But {b}.",
        "True, {a}, but {b}.",
        "{b}, even if {a}.",
        "{a}; still, {b}.",
    )
    return _capital(joints[rng.integers(len(joints))].format(a=first, b=second))
