"""Sets that the course draws or writes itself: seeded, so that everyone has the same; one module a subject."""

from .points import grid, ring, spiral
from .ratings import ratings
from .reviews import reviews_en, reviews_ko
from .signs import signs
from .sketches import sketches
from .stocks import stocks
from .temperature import temperature

MAKERS = {
    f.__name__: f for f in (sketches, signs, ring, grid, spiral, temperature, stocks, ratings, reviews_en, reviews_ko)
}
