"""What the room's pages and actions ask the records."""
