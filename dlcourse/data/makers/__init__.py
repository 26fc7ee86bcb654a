"""Data sets that the course generates from a seed, so that everyone has the same; one module a subject."""

from dlcourse.data.makers.coast import coast
from dlcourse.data.makers.machines import machines
from dlcourse.data.makers.points import grid, ring, spiral
from dlcourse.data.makers.ratings import ratings
from dlcourse.data.makers.reviews import reviews_en, reviews_ko
from dlcourse.data.makers.river import river
from dlcourse.data.makers.signs import signs
from dlcourse.data.makers.sketches import sketches
from dlcourse.data.makers.stocks import stocks
from dlcourse.data.makers.temperature import temperature
from dlcourse.data.makers.tones import tones

MAKERS = {
    f.__name__: f
    for f in (
        *(sketches, signs, tones, ring, grid, spiral),
        *(machines, temperature, coast, river, stocks, ratings, reviews_en, reviews_ko),
    )
}
