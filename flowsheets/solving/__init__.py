"""Structure, first point, Newton, specifications, diagnosis and derivatives."""
