"""How fast the search is, and what it takes: archives of any size made from real clauses, asked as readers ask."""
