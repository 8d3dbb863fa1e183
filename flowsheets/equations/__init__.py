"""From a document to one sparse system of equations."""
