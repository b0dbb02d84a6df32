"""What only this room records. Objectives, duties and activities are shared by rooms and stand in the records."""
