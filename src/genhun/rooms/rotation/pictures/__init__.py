"""The geometry of the room's pictures, in px. Templates write the SVG; colours come from the hall's style sheets."""
