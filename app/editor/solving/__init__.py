"""Solving beside the window: a process of its own, what it is told, what it answers."""
