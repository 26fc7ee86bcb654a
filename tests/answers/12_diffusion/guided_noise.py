# %% right: from the unconditional one
def guided_noise(conditional, unconditional, w):
    return unconditional + w * (conditional - unconditional)


# %% right: weights that add up to 1
def guided_noise(conditional, unconditional, w):
    return (w * conditional + (1 - w) * unconditional).astype("float32")


# %% wrong: 0 ignores the class | the other papers' w
# replace: unconditional + w * (conditional - unconditional) -> (1 + w) * conditional - w * unconditional

# %% wrong: 0 ignores the class | Begin at the unconditional
# the two changed places
# replace: unconditional + w * (conditional - unconditional) -> conditional + w * (unconditional - conditional)

# %% wrong: 1 is the conditional prediction | no more
# the whole prediction in place of the difference
# replace: (conditional - unconditional) -> conditional

# %% wrong: 1 is the conditional prediction | from unconditional to conditional
# the other way
# replace: (conditional - unconditional) -> (unconditional - conditional)

# %% wrong: beyond it | larger than 1
# replace: unconditional + w * -> unconditional + min(w, 1.0) *

# %% wrong: beyond it | counts w times
# replace: w * ( -> w**2 * (

# %% wrong: leaves its arguments as they were | Make a new array
# replace: return unconditional + w * (conditional - unconditional) -> conditional -= unconditional
# insert after: conditional -= unconditional -> return unconditional + w * conditional
