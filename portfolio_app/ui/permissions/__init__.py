"""How a permission runs, above its form."""
