"""How anything here is solved: each person picks one itinerary; itineraries share scarce capacity."""
