"""Teaching the extractive answerer which clause answers, and how sure that is."""
