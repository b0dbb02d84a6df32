"""Line icons, drawn here on a 24 x 24 grid: no icon font, no package for sixteen glyphs."""

ICONS = {
    "alert": "M12 4 2.8 20h18.4zM12 10v4.5M12 17.5v.1",
    "back": "M15 5l-7 7 7 7",
    "branch": "M6 4v16M6 12h7a4 4 0 0 0 4-4V6M14 9l3-3 3 3",
    "check": "M5 12.5l4.5 4.5L19 7",
    "clock": "M12 3a9 9 0 1 0 .01 0zM12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6L6 18",
    "dash": "M5 12h14",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M12 4v12M6 11l6 6 6-6M5 20.5h14",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "find": "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5L20 20",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "move": "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
    "person": "M12 4a4 4 0 1 0 .01 0zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
    "unit": "M4 21V8l8-4 8 4v13M9 21v-6h6v6M9 10.5h.1M15 10.5h.1",
    "up": "M12 20V8M6 13l6-6 6 6M5 3.5h14",
}
