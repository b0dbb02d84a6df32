"""From the records to the planner and back: why not something else, and what an edit by hand does to a plan."""
