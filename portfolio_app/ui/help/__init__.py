"""Help: what each page and dialog is for, in the words of the person who uses it."""
