"""Questions about the record itself: who signed, when, how many letters, what was promised.

They are answered by rule from what the library keeps of its letters, before anything is searched.
"""
