"""Teaching the ranker of the first passages (`index.rerank.linear`) and measuring what teaching it gains.

What was tried, as nDCG@10 gained on ALQAC 2024 (530 questions, none of them learned from): headings of official texts
0.016, XQuAD 0.011 to 0.014, both 0.018. Clauses taken out of their units and asked for (the inverse cloze task) gave
-0.002 to 0.003, with XQuAD 0.006: words of a clause are no question. Learned on ALQAC itself in folds by law: 0.020.
There, too: boosted trees 0.016 where a weighted sum gained 0.024 (other features, other printing of the articles), a
small network -0.001, late interaction over the encoder's token states 0.002 more, the vector of a unit's title nothing,
what the passages of one document have together nothing (a document is one article there).
"""
