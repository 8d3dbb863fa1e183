"""The open flowsheet: the only truth in the window, its edits with undo, and its life on disk."""
