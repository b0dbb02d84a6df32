"""Facts that rooms share: units, people, posts, policy, plans and their states, and the append-only audit."""
