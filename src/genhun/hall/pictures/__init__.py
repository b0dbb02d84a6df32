"""Pictures: geometry from plain rows; templates write the SVG, colours come from the tokens."""
