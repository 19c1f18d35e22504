"""The commands, but for those of the main way, which stand in `cli`.

Comes in: what somebody typed. Goes out: calls of a stage, and what became of them in words of the language that is
spoken. Imports: everything but the door. Begin with `report`; `handover` is for what is made of a built site what
`pipeline` is for the site.
"""
