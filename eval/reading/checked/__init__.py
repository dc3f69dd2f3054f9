"""Short facts of real documents, checked by hand against the page: what is printed there, never what we read."""
