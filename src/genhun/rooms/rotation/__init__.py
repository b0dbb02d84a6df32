"""The room of rotation: the five-year plan of moves."""
