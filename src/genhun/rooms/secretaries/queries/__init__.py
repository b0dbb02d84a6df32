"""What the room of secretaries reads. Everything is limited to the reader's part of the organisation."""
