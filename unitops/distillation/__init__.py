"""Distillation of organic solvents."""
