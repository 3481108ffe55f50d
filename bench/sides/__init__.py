"""Two processes that do the same work: ours, and what others have made, in an environment of its own."""
