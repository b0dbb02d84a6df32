"""What the room's pages read, by subject."""
