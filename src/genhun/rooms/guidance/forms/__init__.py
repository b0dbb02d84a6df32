"""What people write in the room."""
