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


# %% wrong: a smaller error | is mended by MORE of the other
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = p @ q - rating
    new_p = p + learning_rate * (error * q - l2 * p)
    new_q = q + learning_rate * (error * p - l2 * q)
    return new_p, new_q


# %% wrong: downhill for p | is the slope of p·q in p
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + learning_rate * (error * p - l2 * p)
    new_q = q + learning_rate * (error * p - l2 * q)
    return new_p, new_q


# %% wrong: downhill for p | learning_rate
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + 2 * learning_rate * (error * q - l2 * p)
    new_q = q + learning_rate * (error * p - l2 * q)
    return new_p, new_q


# %% wrong: q moves by the old p | Both steps start from the same place
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + learning_rate * (error * q - l2 * p)
    new_q = q + learning_rate * (error * new_p - l2 * q)
    return new_p, new_q


# %% wrong: q moves by the old p | uses the wrong p and error
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    p = p + learning_rate * ((rating - p @ q) * q - l2 * p)
    q = q + learning_rate * ((rating - p @ q) * p - l2 * q)
    return p, q


# %% wrong: l2 draws towards zero | vectors get SHORTER
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + learning_rate * (error * q + l2 * p)
    new_q = q + learning_rate * (error * p + l2 * q)
    return new_p, new_q


# %% wrong: l2 draws towards zero | only the penalty is left
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error = rating - p @ q
    new_p = p + learning_rate * (error * q)
    new_q = q + learning_rate * (error * p)
    return new_p, new_q


# %% wrong: leaves p and q as they were | writes into the caller's array
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    error, old = rating - p @ q, p.copy()
    p += learning_rate * (error * q - l2 * p)
    q += learning_rate * (error * old - l2 * q)
    return p, q
