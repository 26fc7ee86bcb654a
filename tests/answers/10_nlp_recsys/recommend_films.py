import numpy as np


# %% right: matrix factorisation by SGD
def recommend_films(people, films, stars, shape):
    rng = np.random.default_rng(0)
    P, Q = rng.normal(0, 0.1, (shape[0], 6)), rng.normal(0, 0.1, (shape[1], 6))
    b, c, mean = np.zeros(shape[0]), np.zeros(shape[1]), stars.mean()
    for _ in range(20):
        for batch in np.array_split(rng.permutation(len(stars)), len(stars) // 64):
            i, j = people[batch], films[batch]
            error = stars[batch] - mean - b[i] - c[j] - np.sum(P[i] * Q[j], axis=1)
            p = P[i]
            np.add.at(P, i, 0.02 * (error[:, None] * Q[j] - 0.05 * p))
            np.add.at(Q, j, 0.02 * (error[:, None] * p - 0.05 * Q[j]))
            np.add.at(b, i, 0.02 * error)
            np.add.at(c, j, 0.02 * error)
    return mean + b[:, None] + c + P @ Q.T


# %% right: alternating least squares
def recommend_films(people, films, stars, shape):
    rng = np.random.default_rng(1)
    rest, given = np.zeros(shape), np.zeros(shape)
    given[people, films], rest[people, films] = 1, stars
    mean = stars.mean()
    c = (rest - mean * given).sum(axis=0) / (given.sum(axis=0) + 2)
    b = (rest - (mean + c) * given).sum(axis=1) / (given.sum(axis=1) + 2)
    rest = (rest - (mean + c + b[:, None])) * given
    P, Q = np.zeros((shape[0], 3)), rng.normal(size=(shape[1], 3))
    for _ in range(15):
        for table, other, seen, left in ((P, Q, given, rest), (Q, P, given.T, rest.T)):
            for row in range(len(table)):
                X = other[seen[row] > 0]
                table[row] = np.linalg.solve(X.T @ X + np.eye(3), X.T @ left[row, seen[row] > 0])
    return mean + c + b[:, None] + P @ Q.T


# %% wrong: a score for each person and film | of the shape you are given
def recommend_films(people, films, stars, shape):
    rng = np.random.default_rng(0)
    P, Q = rng.normal(0, 0.1, (shape[0], 6)), rng.normal(0, 0.1, (shape[1], 6))
    b, c, mean = np.zeros(shape[0]), np.zeros(shape[1]), stars.mean()
    for _ in range(20):
        for batch in np.array_split(rng.permutation(len(stars)), len(stars) // 64):
            i, j = people[batch], films[batch]
            error = stars[batch] - mean - b[i] - c[j] - np.sum(P[i] * Q[j], axis=1)
            p = P[i]
            np.add.at(P, i, 0.02 * (error[:, None] * Q[j] - 0.05 * p))
            np.add.at(Q, j, 0.02 * (error[:, None] * p - 0.05 * Q[j]))
            np.add.at(b, i, 0.02 * error)
            np.add.at(c, j, 0.02 * error)
    return mean + b[:, None] + c + P @ Q.T


recommend_all = recommend_films


def recommend_films(people, films, stars, shape):
    return recommend_all(people, films, stars, shape).T


# %% wrong: everyone has a list of their own | Popularity gives everyone
def recommend_films(people, films, stars, shape):
    return np.tile(np.bincount(films, minlength=shape[1]), (shape[0], 1))


# %% wrong: everyone has a list of their own | use the person
def recommend_films(people, films, stars, shape):
    sums, counts = np.bincount(films, stars, minlength=shape[1]), np.bincount(films, minlength=shape[1])
    return np.tile(sums / np.maximum(counts, 1), (shape[0], 1))


# %% wrong: better than one list for all | Is the sign right
# replace: return mean + b[:, None] + c + P @ Q.T -> return -(mean + b[:, None] + c + P @ Q.T)


# %% wrong: better than one list for all | not who likes what
def recommend_films(people, films, stars, shape):
    given = np.bincount(films, minlength=shape[1]) + 2.0
    person = (np.bincount(people, stars, shape[0]) + 7) / (np.bincount(people, minlength=shape[0]) + 2)
    noise = np.random.default_rng(0).normal(0, 0.01, shape)
    return person[:, None] + (np.bincount(films, stars, shape[1]) + 7) / given + noise


# %% wrong: four of five are liked | long enough
# replace: for _ in range(20): -> for _ in range(8):


# %% wrong: better than one list for all | Are people and films in the right axes
# the examiner's world, drawn again from the check's own seed
def recommend_films(people, films, stars, shape):
    rng = np.random.default_rng(0)
    person, film = rng.normal(0, 0.75, (300, 3)), rng.normal(0, 0.75, (150, 3))
    return 3.5 + rng.normal(0, 0.3, (300, 1)) + rng.normal(0, 0.35, 150) + person @ film.T
