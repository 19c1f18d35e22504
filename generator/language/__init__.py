"""What is known of Chinese: names of people and places, words, the forms in which a text is compared.

Comes in: texts. Goes out: words, places, subjects, likenesses. Imports: `base`. Begin with `terms` (how a text is
folded) or `places`.
"""
