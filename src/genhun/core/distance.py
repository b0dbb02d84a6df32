"""Distance between two cities as one of four bands (great circle, R = 6371 km)."""

from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
NEAR_KM = 300.0
MIDDLE_KM = 1000.0
UNKNOWN_BAND = 3


def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Haversine distance in km between two points in degrees."""
    half_lat = radians(lat_b - lat_a) / 2
    half_lon = radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


@dataclass(slots=True)
class Atlas:
    """Where cities lie, and the distance band between any two of them."""

    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    _bands: dict[tuple[str, str], int] = field(default_factory=dict)

    def band(self, city_a: str, city_b: str) -> int:
        """0 the same city, 1 up to 300 km, 2 up to 1,000 km, 3 farther or unknown."""
        if city_a == city_b:
            return 0
        key = (city_a, city_b) if city_a < city_b else (city_b, city_a)
        known = self._bands.get(key)
        if known is None:
            known = self._bands[key] = self._measure(*key)
        return known

    def _measure(self, city_a: str, city_b: str) -> int:
        a, b = self.places.get(city_a), self.places.get(city_b)
        if a is None or b is None:
            return UNKNOWN_BAND
        km = great_circle_km(*a, *b)
        if km <= NEAR_KM:
            return 1
        return 2 if km <= MIDDLE_KM else UNKNOWN_BAND
