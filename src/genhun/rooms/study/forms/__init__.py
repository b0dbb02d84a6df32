"""What people type into the room's pages, one module a subject."""
