"""What people send to the room, by subject."""
