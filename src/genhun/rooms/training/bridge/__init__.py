"""From the records to what the planners of the room see, and back."""
