"""Files of others are looked at in a process of its own, so that a hostile one takes nothing along but that process."""
