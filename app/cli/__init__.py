"""The command line: all that the window does to a library, for scripts and for people without a screen."""
