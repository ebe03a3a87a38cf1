"""The parts that the overview is made of."""
