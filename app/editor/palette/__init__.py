"""Unit operations by trade, to be dragged onto the sheet."""
