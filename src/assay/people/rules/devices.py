"""What is kept to see that one person has one account: a random number per browser, and for how long."""

from datetime import timedelta

# First-party, set at signing in, told to nobody. It says nothing of the device itself.
COOKIE = "assay_device"
KEPT = timedelta(days=90)
N_BYTES = 16
LONGEST = 64
