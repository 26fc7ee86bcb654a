"""Checks of chapter 15, Reinforcement learning.

Values are compared with sums that are written out, with linear systems and with SciPy; gradients with differences and
with TensorFlow, in double precision. The agent learns in a disguised CartPole that is made for each check; its network
is built again, and plays fresh episodes here.
"""

from dlcourse.checks.reinforcement.discounted_returns import discounted_returns
from dlcourse.checks.reinforcement.dpo_loss import dpo_loss
from dlcourse.checks.reinforcement.dqn_targets import dqn_targets
from dlcourse.checks.reinforcement.epsilon_greedy import epsilon_greedy
from dlcourse.checks.reinforcement.gae import gae
from dlcourse.checks.reinforcement.margin_loss import margin_loss
from dlcourse.checks.reinforcement.policy_gradient_loss import policy_gradient_loss
from dlcourse.checks.reinforcement.ppo_loss import ppo_loss
from dlcourse.checks.reinforcement.q_learning_update import q_learning_update
from dlcourse.checks.reinforcement.replay_buffer import replay_buffer
from dlcourse.checks.reinforcement.train_agent import train_agent
from dlcourse.checks.reinforcement.ucb import ucb
from dlcourse.checks.reinforcement.value_iteration import value_iteration

# In the order of the chapter.
EXERCISES = (
    epsilon_greedy,
    ucb,
    discounted_returns,
    value_iteration,
    q_learning_update,
    replay_buffer,
    dqn_targets,
    margin_loss,
    policy_gradient_loss,
    gae,
    ppo_loss,
    train_agent,
    dpo_loss,
)
