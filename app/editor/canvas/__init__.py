"""The drawing: a projection of the sheet, and the gestures that edit it."""
