"""From an answer to what people see: text, contract object, evidence, pictures and files.

No figure is made in this room: given figures are formatted, converted between units and shown.
"""
