"""What the room's pages read, one module a subject. Everything is limited to the reader's part of the organisation."""
