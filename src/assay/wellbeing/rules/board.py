"""When somebody is near a limit."""

# From so much of a limit on, somebody who leads them may want to plan their next hours.
NEAR_SHARE = 0.8
