"""Environments to learn from reward in, with Gymnasium's interface.

>>> from dlcourse.environments import Cliff
>>> env = Cliff()
>>> state, info = env.reset(seed=0)
>>> state, reward, terminated, truncated, info = env.step(0)
>>> int(state), reward, terminated, truncated
(24, -1.0, False, False)
"""

from dlcourse.environments.bandit import Bandit
from dlcourse.environments.cartpoles import CartPoles
from dlcourse.environments.cliff import Cliff
from dlcourse.environments.elsewhere import Elsewhere

__all__ = ["Bandit", "CartPoles", "Cliff", "Elsewhere"]
