"""Playing a clip or a sound: exact frames by number, in time with its sound. No Qt.

`player.Player` is the whole of it for others: open, request a frame, play; frames come to its listener.
"""
