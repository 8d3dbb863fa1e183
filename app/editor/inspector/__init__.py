"""What is selected: its values, what fixes it, what it gives."""
