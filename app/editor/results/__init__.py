"""Tables and pictures of the solution, and the list of problems."""
