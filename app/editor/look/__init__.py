"""How the window looks: type, icons, light and dark. The colours themselves stand in flowsheets.diagram.look."""
