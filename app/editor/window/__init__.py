"""The frame that holds the parts together: actions, menus, search, state of the solve."""
