# %% right: by the book
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + learning_rate * (error * q - l2 * p)
    new_q = q + learning_rate * (error * p - l2 * q)
    return new_p, new_q


# %% right: on copies
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    slope = float((p * q).sum()) - rating
    old = p.copy()
    p = (1 - learning_rate * l2) * p - learning_rate * slope * q
    q = (1 - learning_rate * l2) * q - learning_rate * slope * old
    return p, q


# %% wrong: a smaller error | moves TOWARDS the other
# replace: error = rating - p @ q -> error = p @ q - rating

# %% wrong: downhill for p | is the slope of p·q in p
# replace: error * q -> error * p

# %% wrong: downhill for p | learning_rate
# replace: new_p = p + learning_rate * (error * q - l2 * p) -> new_p = p + 2 * learning_rate * (error * q - l2 * p)

# %% wrong: downhill for p | the OLD q
# replace: new_p = p + learning_rate * (error * q - l2 * p) -> new_p = p + learning_rate * (error * (q + learning_rate * error * p) - l2 * p)

# %% wrong: q moves by the old p | Both steps start from the same place
# replace: error * p -> error * new_p


# %% wrong: q moves by the old p | uses the wrong p and error
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    p = p + learning_rate * ((rating - p @ q) * q - l2 * p)
    q = q + learning_rate * ((rating - p @ q) * p - l2 * q)
    return p, q


# %% wrong: l2 draws towards zero | vectors get SHORTER
# replace: error * q - l2 * p -> error * q + l2 * p
# replace: error * p - l2 * q -> error * p + l2 * q

# %% wrong: l2 draws towards zero | only the penalty is left
# replace: new_p = p + learning_rate * (error * q - l2 * p) -> new_p = p + learning_rate * (error * q)
# replace: new_q = q + learning_rate * (error * p - l2 * q) -> new_q = q + learning_rate * (error * p)


# %% wrong: leaves p and q as they were | writes into the caller's array
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error, old = rating - p @ q, p.copy()
    p += learning_rate * (error * q - l2 * p)
    q += learning_rate * (error * old - l2 * q)
    return p, q
