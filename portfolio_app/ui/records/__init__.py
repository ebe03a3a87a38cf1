"""A list of records and the record itself, side by side; what every page of an area is made of."""
