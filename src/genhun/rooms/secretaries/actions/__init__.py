"""What people decide in the room of secretaries."""
