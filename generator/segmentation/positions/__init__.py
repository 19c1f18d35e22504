"""Articles out of positions: from a printed page to its lines in reading order, and what geometry says of each.

Begin with `order.printed_order`. What is read behind what is decided here; where articles begin is decided where it is
for texts without positions (`decision`), with what is known here among its cues.
"""
