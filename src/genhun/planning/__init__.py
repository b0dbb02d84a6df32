"""What is solved, one folder a planner: problem, rules, plan, solve, verify. No Django, no files."""
