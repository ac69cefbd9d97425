"""Coding: from the words of a source to the words of the store. Pure: no network, no clock, no random.

An article is read by extract.py. What that stands on, each package knowing only those above it:

    who/      words that stand for a state, a place in one, a person who speaks for one
    days/     words that name a time, and on which day they say that something happened
    text/     an article without page furniture, cut into headlines, datelines and sentences
    grammar/  verbs and the acts they tell; who does what to whom; asserted, planned or denied
    reader/   the second reader, a small neural network for what stays in doubt
    story/    what the article has said so far: its day, its people, the time of its acts
    rules/    the two sides of an act by the frame of its words: visits, meetings, mutual acts
    weights/  how strongly the words of a sentence tell an act, its sides and its day, as learnt

dating.py, by_rule.py, by_weight.py and telling.py join these to the acts of one sentence, merging.py those of
one article. addresses.py, cells.py, check.py, identity.py, subject.py, titles.py and topics.py serve every
source.
"""
