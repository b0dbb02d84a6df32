"""What Chinese official documents say: text, clauses, what these demand, what changed, what to ask of them."""
