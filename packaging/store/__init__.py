"""How the program presents itself in the stores: declared once, and what each store takes derived from that."""
