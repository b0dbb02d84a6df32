"""What people send to the room of secretaries."""
