"""On which days a study group meets: the dates that take least from classes, production peaks and other meetings."""
