"""The written result, its tables and indicators."""
