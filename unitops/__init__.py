"""What one piece of equipment does, with the chemistry and quantities it needs."""
