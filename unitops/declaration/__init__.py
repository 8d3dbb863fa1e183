"""How a unit operation declares its ports, parameters, results and equations."""
