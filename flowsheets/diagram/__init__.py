"""The geometry of a drawing, without a window: symbols, ports, routes, layout, and the sheet as an SVG picture."""
