"""What the pages of rotation read, by subject."""
