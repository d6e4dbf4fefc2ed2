"""The timeline of the open shot: lane, tray and what is done to them by hand."""
