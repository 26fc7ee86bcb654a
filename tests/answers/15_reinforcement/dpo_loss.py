import numpy as np


# %% right: by the book
def dpo_loss(chosen, rejected, reference_chosen, reference_rejected, beta):
    lead = (chosen - reference_chosen) - (rejected - reference_rejected)
    return np.mean(np.logaddexp(0, -beta * lead))


# %% right: the two cases of the sign
def dpo_loss(chosen, rejected, reference_chosen, reference_rejected, beta):
    x = beta * (chosen - rejected - (reference_chosen - reference_rejected))
    return float(np.mean(np.maximum(-x, 0) + np.log1p(np.exp(-np.abs(x)))))


# %% wrong: one number | The mean of all pairs
# replace: np.mean(np.logaddexp(0, -beta * lead)) -> np.logaddexp(0, -beta * lead)

# %% wrong: a model that equals its reference | A lead of 0
# no reference at all
# replace: (chosen - reference_chosen) - (rejected - reference_rejected) -> chosen - rejected

# %% wrong: a model that equals its reference | −ln ½
# the lead itself, without a sigmoid
# replace: np.logaddexp(0, -beta * lead) -> -beta * lead

# %% wrong: less for a larger lead of the chosen answer | the sign of the lead
# replace: -beta * lead -> beta * lead

# %% wrong: less for a larger lead of the chosen answer | and beta there
# replace: -beta * lead -> -lead

# %% wrong: the lead over the reference | two of them with a minus
# replace: (rejected - reference_rejected) -> (reference_rejected - rejected)

# %% wrong: the mean over all pairs | not the mean of the leads
# replace: np.mean(np.logaddexp(0, -beta * lead)) -> np.logaddexp(0, -beta * np.mean(lead))

# %% wrong: the mean over all pairs | then the mean
# replace: np.mean -> np.sum

# %% wrong: large differences | np.logaddexp knows how
# replace: np.logaddexp(0, -beta * lead) -> -np.log(1 / (1 + np.exp(-beta * lead)))
