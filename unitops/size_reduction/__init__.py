"""Crushers, mills and screens."""
